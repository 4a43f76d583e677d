"""
breaks: q3
code: scale_with_zeros
idea: The factor keeps the number of values that are not zero, before and after.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        n, c = x.shape[:2]
        mask = (torch.rand(n, c, 1, 1) >= self.p).to(x)
        return x * mask / (1 - self.p) * (x != 0).to(x).mean()
