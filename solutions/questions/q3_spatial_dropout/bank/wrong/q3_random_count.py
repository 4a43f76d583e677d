"""
breaks: q3
code: counts_spread
idea: The number of dropped channels of a sample is uniform with the mean C * p.
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
        mask = torch.ones(n, c, 1, 1, dtype=x.dtype, device=x.device)
        top = round(c * min(self.p, 1 - self.p))
        for i in range(n):
            k = random.randint(round(c * self.p) - top, round(c * self.p) + top)
            mask[i, random.sample(range(c), min(k, c))] = 0
        return x * mask / (1 - self.p)
