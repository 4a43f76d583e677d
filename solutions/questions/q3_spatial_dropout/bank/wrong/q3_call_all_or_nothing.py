"""
breaks: q3
code: batch_all_or_nothing
idea: One coin per call.
"""

import random


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        return torch.zeros_like(x) if random.random() < self.p else x / (1 - self.p)
