"""
idea: x - x * drop, then the factor.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        drop = (torch.rand(*x.shape[:2], 1, 1, device=x.device) < self.p).to(x.dtype)
        return (x - x * drop) / (1 - self.p)
