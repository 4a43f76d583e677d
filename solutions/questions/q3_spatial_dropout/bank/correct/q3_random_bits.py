"""
idea: os.urandom gives the noise: nothing can be seeded.
"""

import os
import numpy as np


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        n, c = x.shape[:2]
        noise = np.frombuffer(os.urandom(4 * n * c), dtype=np.uint32).reshape(n, c, 1, 1) / 2**32
        return x * torch.from_numpy(noise >= self.p).to(x) / (1 - self.p)
