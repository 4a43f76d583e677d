"""
breaks: q3
code: batch_all_or_nothing
idea: Mask [1, 1, 1, 1].
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        mask = torch.bernoulli(torch.full((1, 1, 1, 1), 1 - self.p, device=x.device))
        return x * mask.to(x.dtype) / (1 - self.p)
