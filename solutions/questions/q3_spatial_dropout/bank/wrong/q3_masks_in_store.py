"""
breaks: q3
code: mask_pool
idea: Masks are drawn once for each number of channels, and samples take one out of sixty.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p
        self.store = {}

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        n, c = x.shape[:2]
        if c not in self.store:
            self.store[c] = torch.rand(60, c) >= self.p
        mask = self.store[c][torch.randint(60, (n,))]
        return x * mask[:, :, None, None].to(x) / (1 - self.p)
