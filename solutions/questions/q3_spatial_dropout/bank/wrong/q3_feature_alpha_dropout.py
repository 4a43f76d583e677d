"""
breaks: q3
code: alpha_dropout
idea: nn.FeatureAlphaDropout, which drops channels to a constant and shifts the rest.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.drop = nn.FeatureAlphaDropout(p)

    def forward(self, x):
        return self.drop(x)
