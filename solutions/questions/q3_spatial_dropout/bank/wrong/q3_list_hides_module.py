"""
breaks: q3
code: eval_drops
idea: Dropout2d is kept in a plain list, which eval() does not reach.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.layers = [nn.Dropout2d(p)]

    def forward(self, x):
        for layer in self.layers:
            x = layer(x)
        return x
