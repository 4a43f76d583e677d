"""
breaks: q3
code: elements_dropped
idea: DropBlock: squares of a feature map are dropped.
"""

import torch.nn.functional as F


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2, block_size=3):
        super().__init__()
        self.p = p
        self.block_size = block_size

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        gamma = self.p / self.block_size**2
        centres = (torch.rand_like(x) < gamma).to(x.dtype)
        dropped = F.max_pool2d(centres, self.block_size, stride=1, padding=self.block_size // 2)
        return x * (1 - dropped) / (1 - self.p)
