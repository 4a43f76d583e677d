"""
breaks: q3
code: eval_drops
idea: nn.Dropout2d is made in forward, so it is always in training mode.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        return nn.Dropout2d(self.p)(x)
