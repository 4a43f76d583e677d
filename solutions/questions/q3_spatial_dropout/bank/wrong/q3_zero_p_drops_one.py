"""
breaks: q3
code: zero_p_not_identity
idea: At least one channel is dropped, for p = 0 too.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        n, c = x.shape[:2]
        k = max(1, int(c * self.p))
        out = x / (1 - self.p)
        for i in range(n):
            out[i, torch.randperm(c)[:k]] = 0
        return out
