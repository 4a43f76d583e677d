"""
breaks: q3
code: rate_of_randn
idea: randn in the place of rand.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        n, c = x.shape[:2]
        mask = torch.randn(n, c) >= self.p
        return x * mask[:, :, None, None].to(x) / (1 - self.p)
