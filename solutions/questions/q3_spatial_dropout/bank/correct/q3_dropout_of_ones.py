"""
idea: F.dropout of ones [N, C, 1, 1].
"""

import torch.nn.functional as F


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        ones = x.new_ones(x.shape[0], x.shape[1], 1, 1)
        return x * F.dropout(ones, self.p, self.training)
