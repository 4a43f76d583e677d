"""
breaks: q3
code: scale_wrong
idea: The factor 1 + p, which is close to 1 / (1 - p) for small p.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        mask = torch.rand(*x.shape[:2], 1, 1, device=x.device) >= self.p
        return x * mask.to(x.dtype) * (1 + self.p)
