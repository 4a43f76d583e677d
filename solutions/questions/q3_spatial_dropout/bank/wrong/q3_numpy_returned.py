"""
breaks: q3
code: not_a_tensor
idea: A numpy array is returned.
"""

import numpy as np


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        values = x.detach().numpy()
        mask = np.random.rand(values.shape[0], values.shape[1], 1, 1) >= self.p
        return values * mask / (1 - self.p)
