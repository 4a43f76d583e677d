"""
breaks: q3
code: channels_drawn_twice
idea: np.random.choice without replace=False.
"""

import numpy as np


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        n, c = x.shape[:2]
        mask = np.ones((n, c), dtype=np.float32)
        for i in range(n):
            mask[i, np.random.choice(c, int(c * self.p))] = 0
        return x * torch.from_numpy(mask).to(x)[:, :, None, None] / (1 - self.p)
