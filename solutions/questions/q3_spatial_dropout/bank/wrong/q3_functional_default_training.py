"""
breaks: q3
code: eval_drops
idea: F.dropout2d without training=, which is True by default.
"""

import torch.nn.functional as F


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        return F.dropout2d(x, self.p)
