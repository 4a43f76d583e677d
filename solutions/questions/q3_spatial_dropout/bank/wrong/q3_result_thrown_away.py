"""
breaks: q3
code: nothing_dropped
idea: The dropped tensor is computed, and x is returned.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.drop = nn.Dropout2d(p)

    def forward(self, x):
        self.drop(x)
        return x
