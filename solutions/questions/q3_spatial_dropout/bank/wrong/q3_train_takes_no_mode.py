"""
breaks: q3
code: mode
idea: train() and eval() are written anew without the argument that a network hands on.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def train(self):
        self.training = True
        return self

    def eval(self):
        self.training = False
        return self

    def forward(self, x):
        return nn.functional.dropout2d(x, self.p, self.training)
