"""
breaks: q3
code: mask_depends_on_sample
idea: Exactly C * p channels drawn once, rolled by a random number for every sample.
"""

import random


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        c = x.shape[1]
        row = torch.ones(c)
        row[torch.randperm(c)[: int(c * self.p)]] = 0
        mask = torch.stack([row.roll(random.randrange(c)) for _ in x])
        return x * mask[:, :, None, None].to(x) / (1 - self.p)
