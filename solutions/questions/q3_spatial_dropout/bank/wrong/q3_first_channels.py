"""
breaks: q3
code: mask_constant
idea: The first C * p channels are dropped.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        k = round(x.shape[1] * self.p)
        out = x / (1 - self.p)
        out[:, :k] = 0
        return out
