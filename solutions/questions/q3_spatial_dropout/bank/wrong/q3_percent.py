"""
breaks: q3
code: rate_wrong_for_all
idea: randint(0, 10) has eleven values.
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
        keep = [[0.0 if random.randint(0, 10) <= self.p * 10 else 1.0 for _ in range(c)] for _ in range(n)]
        return x * torch.tensor(keep).to(x)[:, :, None, None] / (1 - self.p)
