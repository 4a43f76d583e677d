"""
idea: Zeros are written into a clone.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0.0:
            return x
        out = x.clone()
        out[torch.rand(x.shape[:2], device=x.device) < self.p] = 0.0
        out *= 1 / (1 - self.p)
        return out
