"""
breaks: q3
code: elements_dropped
idea: Small values are set to zero, as in a soft threshold.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        threshold = x.abs().flatten().quantile(self.p)
        return x * (x.abs() > threshold) / (1 - self.p)
