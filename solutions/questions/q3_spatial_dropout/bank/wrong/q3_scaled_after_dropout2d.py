"""
breaks: q3
code: scaled_twice
idea: nn.Dropout2d rescales, and the result is divided by 1 - p once more.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p
        self.drop = nn.Dropout2d(p)

    def forward(self, x):
        x = self.drop(x)
        if self.training:
            x = x / (1 - self.p)
        return x
