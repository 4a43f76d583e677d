"""
breaks: q3
code: lines_dropped
idea: F.dropout1d on [N * C, H, W] drops rows.
"""

import torch.nn.functional as F


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        return F.dropout1d(x.flatten(0, 1), self.p, self.training).view_as(x)
