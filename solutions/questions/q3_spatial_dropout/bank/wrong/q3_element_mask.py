"""
breaks: q3
code: elements_dropped
idea: An ordinary dropout mask of the shape of x.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        mask = (torch.rand_like(x) > self.p).float()
        return (x * mask / (1 - self.p)).to(x.dtype)
