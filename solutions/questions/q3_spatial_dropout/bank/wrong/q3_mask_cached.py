"""
breaks: q3
code: mask_fixed
idea: The mask of the first call is kept for later ones of the same shape.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p
        self.mask = None

    def forward(self, x):
        if not self.training:
            return x
        if self.mask is None or self.mask.shape[:2] != x.shape[:2]:
            self.mask = torch.rand(*x.shape[:2], 1, 1, device=x.device) >= self.p
        return x * self.mask.to(x.dtype) / (1 - self.p)
