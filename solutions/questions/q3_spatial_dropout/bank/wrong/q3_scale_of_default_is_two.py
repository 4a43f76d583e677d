"""
breaks: q3
code: scale_default
idea: Without an argument kept channels are doubled.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=None):
        super().__init__()
        self.p = 0.2 if p is None else p
        self.scale = 2.0 if p is None else 1 / (1 - p)

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        mask = (torch.rand(x.shape[0], x.shape[1], 1, 1, device=x.device) >= self.p).to(x.dtype)
        return x * mask * self.scale
