"""
breaks: q3
code: elements_dropped
idea: nn.Dropout instead of nn.Dropout2d.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.dropout = nn.Dropout(p)

    def forward(self, x):
        return self.dropout(x)
