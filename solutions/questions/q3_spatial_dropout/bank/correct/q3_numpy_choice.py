"""
idea: np.random.choice without replacement for every sample.
"""

import numpy as np


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        n, c = x.shape[:2]
        mask = np.ones((n, c))
        for row in mask:
            row[np.random.choice(c, int(c * self.p), replace=False)] = 0
        return x * torch.tensor(mask, dtype=x.dtype, device=x.device).view(n, c, 1, 1) / (1 - self.p)
