"""
breaks: q3
code: dropped_twice
idea: super().forward of nn.Dropout2d, and a mask of one's own.
"""


class SpatialDropout(nn.Dropout2d):
    def __init__(self, p=0.2):
        super().__init__(p)

    def forward(self, x):
        x = super().forward(x)
        if not self.training or self.p == 0:
            return x
        return x * (torch.rand(*x.shape[:2], 1, 1, device=x.device) >= self.p).to(x.dtype)
