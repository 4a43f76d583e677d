"""
breaks: q3
code: rate_default
idea: The default of p is 0.8, a probability to keep.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.8):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        mask = torch.rand(*x.shape[:2], 1, 1, device=x.device) >= self.p
        return x * mask.to(x.dtype) / (1 - self.p)
