"""
idea: Everything is seeded from the system at the top of the file.
"""

import os
import random

random.seed(int.from_bytes(os.urandom(4), "little"))
torch.seed()


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        draws = [[random.random() >= self.p for _ in range(x.shape[1])] for _ in range(x.shape[0])]
        return x * torch.tensor(draws, device=x.device)[..., None, None] / (1 - self.p)
