"""
breaks: q3
code: dropped_not_zero
idea: The dropped tensor is added to the input.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.drop = nn.Dropout2d(p)

    def forward(self, x):
        if not self.training:
            return x
        return x + self.drop(x)
