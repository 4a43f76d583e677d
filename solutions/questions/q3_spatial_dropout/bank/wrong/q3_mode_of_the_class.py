"""
breaks: q3
code: eval_of_another
idea: The mode is kept in the class, so that eval() of one layer is eval() of all.
"""


class SpatialDropout(nn.Module):
    dropping = True

    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def train(self, mode=True):
        SpatialDropout.dropping = mode
        return super().train(mode)

    def forward(self, x):
        return nn.functional.dropout2d(x, self.p, SpatialDropout.dropping)
