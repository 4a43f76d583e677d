"""
idea: random.shuffle of a list with ceil(C * p) zeros.
"""

import math
import random


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        n, c = x.shape[:2]
        k = math.ceil(c * self.p)
        rows = []
        for _ in range(n):
            row = [0.0] * k + [1.0] * (c - k)
            random.shuffle(row)
            rows.append(row)
        return x * torch.tensor(rows).to(x).view(n, c, 1, 1) / (1 - self.p)
