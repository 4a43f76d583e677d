"""
breaks: q3
code: scale_ignores_p
idea: The factor 1.25 is written as a number.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        mask = torch.rand(*x.shape[:2], 1, 1, device=x.device) >= self.p
        return x * mask.to(x.dtype) * 1.25
