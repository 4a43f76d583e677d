"""
breaks: q3
code: rate_default
idea: Exactly C * p channels, and the default p is 0.22.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.22):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        n, c = x.shape[:2]
        count = int(round(c * self.p))
        mask = torch.ones(n, c, device=x.device, dtype=x.dtype)
        for row in range(n):
            mask[row, torch.randperm(c)[:count]] = 0
        return x * mask[:, :, None, None] / (1 - self.p)
