"""
breaks: q3
code: modes_swapped
idea: F.dropout2d with training=not self.training.
"""

import torch.nn.functional as F


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        return F.dropout2d(x, self.p, training=not self.training)
