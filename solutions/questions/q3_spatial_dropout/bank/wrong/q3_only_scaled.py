"""
breaks: q3
code: nothing_dropped
idea: x / (1 - p) without any mask.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        return x / (1 - self.p) if self.training else x
