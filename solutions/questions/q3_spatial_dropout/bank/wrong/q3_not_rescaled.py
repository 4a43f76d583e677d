"""
breaks: q3
code: not_rescaled
idea: Kept channels are not divided by 1 - p.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        return x * (torch.rand(*x.shape[:2], 1, 1, device=x.device) >= self.p).to(x.dtype)
