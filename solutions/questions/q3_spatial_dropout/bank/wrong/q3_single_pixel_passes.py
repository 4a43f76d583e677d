"""
breaks: q3
code: rate_for_shape
idea: Maps of one pixel are not "spatial" and are returned as they are.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or x.shape[2:] == (1, 1):
            return x
        mask = torch.rand(*x.shape[:2], 1, 1, device=x.device) >= self.p
        return x * mask.to(x.dtype) / (1 - self.p)
