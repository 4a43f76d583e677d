"""
breaks: q3
code: mask_fixed
idea: np.random.seed(0) in forward.
"""

import numpy as np


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        np.random.seed(0)
        mask = np.random.binomial(1, 1 - self.p, size=tuple(x.shape[:2]))
        return x * torch.from_numpy(mask).to(x)[:, :, None, None] / (1 - self.p)
