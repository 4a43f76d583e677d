"""
idea: p=None means 0.2, and 0 means 0.
"""


class SpatialDropout(nn.Module):
    DEFAULT = 0.2

    def __init__(self, p=None):
        super().__init__()
        self.p = self.DEFAULT if p is None else p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        keep = torch.rand(*x.shape[:2], 1, 1, device=x.device) >= self.p
        return x * keep.to(x.dtype) / (1 - self.p)
