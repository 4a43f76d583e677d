"""
breaks: q3
code: eval_drops
idea: F.dropout without training= on ones [N, C, 1, 1].
"""

import torch.nn.functional as F


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        ones = torch.ones(x.shape[0], x.shape[1], 1, 1, dtype=x.dtype, device=x.device)
        return x * F.dropout(ones, self.p)
