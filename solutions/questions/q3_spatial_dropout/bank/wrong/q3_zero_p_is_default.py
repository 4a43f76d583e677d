"""
breaks: q3
code: zero_p_not_identity
idea: `p or 0.2` takes p = 0 for a missing argument.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=None):
        super().__init__()
        self.p = p or 0.2

    def forward(self, x):
        if not self.training:
            return x
        mask = torch.rand(*x.shape[:2], 1, 1, device=x.device) >= self.p
        return x * mask.to(x.dtype) / (1 - self.p)
