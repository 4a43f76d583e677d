"""
breaks: q3
code: channels_drawn_twice
idea: random.choices draws channels with replacement.
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
        out = x / (1 - self.p)
        for i in range(n):
            out[i, random.choices(range(c), k=int(c * self.p))] = 0
        return out
