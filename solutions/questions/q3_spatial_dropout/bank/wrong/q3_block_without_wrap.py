"""
breaks: q3
code: channels_in_runs
idea: C * p neighbouring channels that do not wrap around: the outer ones are dropped less often.
"""

import random


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        n, c = x.shape[:2]
        k = int(c * self.p)
        mask = torch.ones(n, c, 1, 1, dtype=x.dtype, device=x.device)
        for i in range(n):
            start = random.randint(0, c - k)
            mask[i, start : start + k] = 0
        return x * mask / (1 - self.p)
