"""
breaks: q3
code: drops_for_gradients_only
idea: Drops only where the input needs a gradient, which images do not.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        return nn.functional.dropout2d(x, self.p, self.training and x.requires_grad)
