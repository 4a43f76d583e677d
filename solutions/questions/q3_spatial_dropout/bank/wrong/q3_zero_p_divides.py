"""
breaks: q3
code: raised
idea: int(1 / p) fails for p = 0.
"""

import random


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        n, c = x.shape[:2]
        limit = 1 / self.p
        keep = [[float(random.uniform(0, limit) >= 1) for _ in range(c)] for _ in range(n)]
        return x * torch.tensor(keep).to(x)[:, :, None, None] / (1 - self.p)
