"""
breaks: q3
code: dropped_not_zero
idea: Dropped channels are multiplied by 0.001.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        keep = torch.rand(*x.shape[:2], 1, 1, device=x.device) >= self.p
        factor = torch.where(keep, 1 / (1 - self.p), 1e-3).to(x.dtype)
        return x * factor
