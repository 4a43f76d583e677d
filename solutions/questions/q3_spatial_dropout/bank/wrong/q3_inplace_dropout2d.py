"""
breaks: q3
code: input_modified
idea: nn.Dropout2d with inplace=True.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.drop = nn.Dropout2d(p, inplace=True)

    def forward(self, x):
        return self.drop(x)
