"""
breaks: q3
code: mask_constant
idea: The last C * p channels are dropped by concatenating zeros.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        k = round(x.shape[1] * (1 - self.p))
        return torch.cat([x[:, :k] / (1 - self.p), torch.zeros_like(x[:, k:])], dim=1)
