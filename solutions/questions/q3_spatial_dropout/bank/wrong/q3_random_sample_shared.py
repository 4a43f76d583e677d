"""
breaks: q3
code: mask_shared_by_batch
idea: random.sample of channels once per call, outside of any loop over samples.
"""

import random


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        c = x.shape[1]
        chosen = random.sample(range(c), round(c * self.p))
        mask = torch.ones(c, dtype=x.dtype, device=x.device)
        mask[chosen] = 0
        return x * mask.view(1, c, 1, 1) / (1 - self.p)
