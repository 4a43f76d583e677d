"""
breaks: q3
code: never_drops_all
idea: Where a sample would lose all of its channels, a random one is spared.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        n, c = x.shape[:2]
        mask = torch.rand(n, c) >= self.p
        spared = torch.nn.functional.one_hot(torch.randint(c, (n,)), c).bool()
        mask = mask | (spared & ~mask.any(1, keepdim=True))
        return x * mask[:, :, None, None].to(x) / (1 - self.p)
