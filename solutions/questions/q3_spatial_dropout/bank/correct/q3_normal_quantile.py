"""
idea: Gaussian noise against the quantile of p.
"""

from statistics import NormalDist


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        threshold = NormalDist().inv_cdf(self.p)
        keep = torch.randn(*x.shape[:2], 1, 1, device=x.device) > threshold
        return x * keep.to(x.dtype) / (1 - self.p)
