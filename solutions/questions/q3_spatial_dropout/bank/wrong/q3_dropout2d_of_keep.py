"""
breaks: q3
code: keep_and_drop_swapped
idea: nn.Dropout2d gets 1 - p.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.layer = nn.Dropout2d(1 - p) if p > 0 else nn.Identity()

    def forward(self, x):
        return self.layer(x)
