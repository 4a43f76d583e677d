"""
idea: A float32 mask of numpy, as it is.
"""

import numpy as np


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        mask = (np.random.rand(x.shape[0], x.shape[1], 1, 1) >= self.p).astype("float32")
        return x * torch.from_numpy(mask) / (1 - self.p)
