"""
breaks: q3
code: channels_never
idea: 1 + randperm(C - 1): the first channel is never dropped.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        n, c = x.shape[:2]
        out = x / (1 - self.p)
        for i in range(n):
            out[i, 1 + torch.randperm(c - 1)[: int(c * self.p)]] = 0
        return out
