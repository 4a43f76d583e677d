"""
breaks: q3
code: mode
idea: `self.train = True` takes the place of the method.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p
        self.train = True

    def forward(self, x):
        if not self.train or self.p == 0:
            return x
        mask = (torch.rand(x.shape[0], x.shape[1], 1, 1, device=x.device) >= self.p).to(x.dtype)
        return x * mask / (1 - self.p)
