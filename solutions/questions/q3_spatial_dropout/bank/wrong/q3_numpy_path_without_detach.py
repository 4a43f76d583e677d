"""
breaks: q3
code: raised
idea: x.numpy() fails on tensors that need gradients.
"""

import numpy as np


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        if x.dtype == torch.bfloat16:
            x = x.float()
            return self.forward(x).bfloat16()
        keep = np.random.rand(x.shape[0], x.shape[1], 1, 1) >= self.p
        return torch.from_numpy(np.where(keep, x.numpy() / (1 - self.p), 0)).to(x.dtype)
