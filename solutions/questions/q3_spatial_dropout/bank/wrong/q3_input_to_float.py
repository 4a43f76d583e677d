"""
breaks: q3
code: dtype_changed
idea: x.float() at the start.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.drop = nn.Dropout2d(p)

    def forward(self, x):
        if not self.training:
            return x
        return self.drop(x.float())
