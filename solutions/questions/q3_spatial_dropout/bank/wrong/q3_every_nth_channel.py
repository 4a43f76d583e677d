"""
breaks: q3
code: mask_constant
idea: Every fifth channel (1 / p-th) is dropped.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        out = x / (1 - self.p)
        out[:, :: max(1, int(1 / self.p))] = 0
        return out
