"""
breaks: q3
code: rate_default
idea: The default of p is 0.1.
"""

import torch.nn.functional as F


class SpatialDropout(nn.Module):
    def __init__(self, p=0.1):
        super().__init__()
        self.p = p

    def forward(self, x):
        return F.dropout2d(x, self.p, self.training)
