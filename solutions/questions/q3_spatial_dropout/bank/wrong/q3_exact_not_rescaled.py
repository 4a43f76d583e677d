"""
breaks: q3
code: not_rescaled
idea: Exactly C * p channels of each sample are set to zero and nothing else happens.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        n, c = x.shape[:2]
        out = x.clone()
        for i in range(n):
            out[i, torch.randperm(c)[: int(c * self.p)]] = 0
        return out
