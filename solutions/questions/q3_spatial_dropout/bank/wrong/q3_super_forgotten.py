"""
breaks: q3
code: construct
idea: super().__init__() is missing before a layer is assigned.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        self.drop = nn.Dropout2d(p)

    def forward(self, x):
        return self.drop(x)
