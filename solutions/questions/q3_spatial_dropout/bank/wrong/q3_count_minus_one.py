"""
breaks: q3
code: count_wrong
idea: range(1, k): one channel too few.
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
            order = torch.randperm(c)
            for j in range(1, int(c * self.p)):
                out[i, order[j]] = 0
        return out
