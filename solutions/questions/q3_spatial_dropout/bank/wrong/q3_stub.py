"""
breaks: q3
code: nothing
idea: The stub as it was handed out.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        ...

    def forward(self, x): ...
