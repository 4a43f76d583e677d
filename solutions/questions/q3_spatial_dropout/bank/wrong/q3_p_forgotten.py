"""
breaks: q3
code: p_ignored
idea: nn.Dropout2d() is made without p.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p
        self.drop = nn.Dropout2d()

    def forward(self, x):
        return self.drop(x)
