"""
breaks: q3
code: rate_wrong_for_all
idea: p is taken for percent in the mask.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        mask = (torch.rand(x.shape[0], x.shape[1], 1, 1, device=x.device) >= self.p / 100).to(x.dtype)
        return x * mask / (1 - self.p)
