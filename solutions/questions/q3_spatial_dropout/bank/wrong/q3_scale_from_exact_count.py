"""
breaks: q3
code: scale_from_count
idea: C / (C - k) with k = int(C * p), which is not 1 / (1 - p) where C * p is no integer.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        n, c = x.shape[:2]
        k = int(c * self.p)
        order = torch.rand(n, c, device=x.device).argsort(1).argsort(1)
        mask = (order >= k).to(x.dtype)[:, :, None, None]
        return x * mask * c / (c - k)
