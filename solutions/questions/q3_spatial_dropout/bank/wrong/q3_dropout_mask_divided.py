"""
breaks: q3
code: scaled_twice
idea: F.dropout on ones gives a scaled mask, which is then divided by 1 - p.
"""

import torch.nn.functional as F


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        mask = F.dropout(x.new_ones(x.shape[0], x.shape[1], 1, 1), p=self.p, training=True)
        return x * mask / (1 - self.p)
