"""
breaks: q3
code: -
idea: F.dropout2d of x.squeeze() treats [C, H, W] as [N, C, L] when there is one sample.
"""

import torch.nn.functional as F


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        return F.dropout2d(x.squeeze(), self.p, self.training).view_as(x)
