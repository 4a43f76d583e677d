"""
idea: Mask of np.random.binomial.
"""

import numpy as np


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        mask = np.random.binomial(1, 1 - self.p, size=(x.shape[0], x.shape[1], 1, 1))
        return x * torch.as_tensor(mask, dtype=x.dtype, device=x.device) / (1 - self.p)
