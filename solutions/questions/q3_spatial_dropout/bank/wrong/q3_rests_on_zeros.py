"""
breaks: q3
code: rate_with_zeros
idea: An input with zeros is taken for one that dropout has seen already.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        return nn.functional.dropout2d(x, self.p, self.training and bool((x != 0).all()))
