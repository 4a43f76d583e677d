"""
breaks: q3
code: alpha_dropout
idea: F.alpha_dropout.
"""

import torch.nn.functional as F


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        return F.alpha_dropout(x, self.p, self.training)
