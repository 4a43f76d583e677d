"""
idea: Logistic noise against the logit of p.
"""

import math


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        noise = torch.rand(*x.shape[:2], 1, 1, device=x.device).logit()
        keep = noise > math.log(self.p / (1 - self.p))
        return x * keep.to(x.dtype) / (1 - self.p)
