"""
breaks: q3
code: dropped_twice
idea: nn.Dropout2d twice in a row.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.layers = nn.Sequential(nn.Dropout2d(p), nn.Dropout2d(p))

    def forward(self, x):
        return self.layers(x)
