"""
breaks: q3
code: sign_dropped
idea: A ReLU stands in the layer, and nothing is dropped.
"""

import torch.nn.functional as F



class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        return F.relu(x) / (1 - self.p)
