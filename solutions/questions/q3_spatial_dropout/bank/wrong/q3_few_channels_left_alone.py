"""
breaks: q3
code: rate_for_shape
idea: Exactly C * p channels are dropped, but fewer than four channels are returned as they are.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0 or x.shape[1] < 4:
            return x
        kept = torch.ones(x.shape[:2], dtype=x.dtype, device=x.device)
        for row in kept:
            row[torch.randperm(len(row))[: round(len(row) * self.p)]] = 0
        return x * kept[:, :, None, None] / (1 - self.p)
