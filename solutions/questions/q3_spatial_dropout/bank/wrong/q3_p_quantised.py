"""
breaks: q3
code: rate_wrong_for_some
idea: Tenths: randrange(10) < p * 10 rounds p up to tenths.
"""

import random


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        out = x / (1 - self.p)
        for i in range(x.shape[0]):
            for c in range(x.shape[1]):
                if random.randrange(10) < self.p * 10:
                    out[i, c] = 0
        return out
