"""
breaks: q3
code: eval_drops
idea: The training flag is copied in __init__.
"""

import torch.nn.functional as F


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p
        self.mode = self.training

    def forward(self, x):
        return F.dropout2d(x, self.p, training=self.mode)
