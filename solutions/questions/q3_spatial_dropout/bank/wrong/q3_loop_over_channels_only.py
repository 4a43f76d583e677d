"""
breaks: q3
code: mask_shared_by_batch
idea: A loop over channels that drops x[:, c] of all samples.
"""

import random


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        out = x / (1 - self.p)
        for c in range(x.shape[1]):
            if random.random() < self.p:
                out[:, c] = 0
        return out
