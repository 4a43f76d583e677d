"""
idea: nn.Sequential as a member, with keyword-only extras.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2, *, name="spatial", inplace=False):
        super().__init__()
        self.name = name
        self.body = nn.Sequential()
        self.body.add_module(name, nn.Dropout2d(p, inplace))

    def forward(self, x):
        return self.body(x)
