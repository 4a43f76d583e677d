"""
breaks: q3
code: shape
idea: Dropped samples are cut out of the batch.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        return x[torch.rand(x.shape[0]) >= self.p] / (1 - self.p)
