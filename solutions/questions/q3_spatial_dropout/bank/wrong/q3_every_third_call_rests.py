"""
breaks: q3
code: calls_rest
idea: Every third call in training is left out.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p
        self.calls = 0

    def forward(self, x):
        self.calls += self.training
        return nn.functional.dropout2d(x, self.p, self.training and self.calls % 3 != 0)
