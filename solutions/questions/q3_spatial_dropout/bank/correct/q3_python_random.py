"""
idea: Python's random for every sample and channel.
"""

import random


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        rows = [[0 if random.random() < self.p else 1 / (1 - self.p) for _ in range(x.size(1))] for _ in range(x.size(0))]
        return x * torch.tensor(rows, dtype=x.dtype, device=x.device)[:, :, None, None]
