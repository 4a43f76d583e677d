"""
breaks: q3
code: channels_never
idea: random.randrange(C - 1): the last channel is never dropped.
"""

import random


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        n, c = x.shape[:2]
        mask = torch.ones(n, c, 1, 1, dtype=x.dtype, device=x.device)
        for i in range(n):
            for channel in random.sample(range(max(1, c - 1)), min(round(c * self.p), max(1, c - 1))):
                mask[i, channel] = 0
        return x * mask / (1 - self.p)
