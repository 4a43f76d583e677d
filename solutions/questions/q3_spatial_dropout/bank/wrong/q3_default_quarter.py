"""
breaks: q3
code: rate_default
idea: The default of p is 0.25.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p: float = 0.25):
        super().__init__()
        self.drop = nn.Dropout2d(p=p)

    def forward(self, x):
        return self.drop(x)
