"""
breaks: q3
code: gradient_missing_input
idea: The values go through numpy and back.
"""

import numpy as np


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        values = x.detach().double().numpy()
        mask = np.random.rand(*values.shape[:2], 1, 1) >= self.p
        return torch.from_numpy(values * mask / (1 - self.p)).to(x.dtype)
