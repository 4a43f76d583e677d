"""
breaks: q3
code: raised
idea: The mask is as wide as the maps are high.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        n, c, h, w = x.shape
        mask = (torch.rand(n, c, 1, 1) >= self.p).to(x).expand(n, c, h, h)
        return x * mask / (1 - self.p)
