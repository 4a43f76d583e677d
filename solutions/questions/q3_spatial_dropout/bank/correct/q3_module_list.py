"""
idea: nn.ModuleList.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.layers = nn.ModuleList([nn.Dropout2d(p)])

    def forward(self, x):
        for layer in self.layers:
            x = layer(x)
        return x
