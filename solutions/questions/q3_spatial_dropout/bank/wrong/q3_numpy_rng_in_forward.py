"""
breaks: q3
code: mask_fixed
idea: np.random.default_rng(42) is made in every forward.
"""

import numpy as np


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        rng = np.random.default_rng(42)
        keep = rng.random((x.shape[0], x.shape[1], 1, 1)) > self.p
        return x * torch.as_tensor(keep, dtype=x.dtype, device=x.device) / (1 - self.p)
