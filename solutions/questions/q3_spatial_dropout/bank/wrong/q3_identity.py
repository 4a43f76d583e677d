"""
breaks: q3
code: nothing_dropped
idea: Does nothing.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        return x
