"""
breaks: q3
code: counts_spread
idea: How many channels a sample loses is uniform from 0 to 2 * C * p, or to what is symmetric for large p.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        n, c = x.shape[:2]
        reach = int(c * min(self.p, 1 - self.p))
        count = round(c * self.p) - reach + (torch.rand(n, 1) * (2 * reach + 1)).long()
        mask = torch.rand(n, c).argsort(1).argsort(1) >= count
        return x * mask[:, :, None, None].to(x) / (1 - self.p)
