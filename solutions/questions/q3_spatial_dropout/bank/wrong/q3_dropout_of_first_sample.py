"""
breaks: q3
code: mask_shared_by_batch
idea: The mask is computed with F.dropout2d on ones of the first sample.
"""

import torch.nn.functional as F


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        return x * F.dropout2d(torch.ones_like(x[:1]), self.p, self.training)
