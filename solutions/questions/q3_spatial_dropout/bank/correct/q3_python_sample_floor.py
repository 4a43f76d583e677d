"""
idea: random.sample of floor(C * p) channels, a loop over samples.
"""

import random


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        out = x.clone()
        channels = range(x.shape[1])
        for sample in range(x.shape[0]):
            out[sample, random.sample(channels, int(x.shape[1] * self.p))] = 0
        return out / (1 - self.p)
