"""
breaks: q3
code: shape
idea: Dropped channels are cut out of the tensor.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        c = x.shape[1]
        kept = torch.randperm(c)[int(c * self.p) :]
        return x[:, kept] / (1 - self.p)
