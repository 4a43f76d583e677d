"""
breaks: q3
code: nothing
idea: The return is missing.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.drop = nn.Dropout2d(p)

    def forward(self, x):
        x = self.drop(x)
