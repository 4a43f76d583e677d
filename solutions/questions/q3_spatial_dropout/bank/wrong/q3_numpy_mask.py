"""
breaks: q3
code: dtype_changed
idea: A float64 mask of numpy turns float32 into float64.
"""

import numpy as np


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        mask = np.random.binomial(1, 1 - self.p, (x.shape[0], x.shape[1], 1, 1)) / (1 - self.p)
        return x * torch.from_numpy(mask)
