"""
breaks: q3
code: keep_and_drop_swapped
idea: Bernoulli(p) is used as the mask of kept channels.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        mask = torch.bernoulli(torch.full((*x.shape[:2], 1, 1), self.p, device=x.device)).to(x.dtype)
        return x * mask / (1 - self.p)
