"""
breaks: q3
code: eval_drops
idea: An own eval() switches dropout off, which is not called for a part of a network.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p
        self.active = True

    def train(self, mode=True):
        self.active = True
        return super().train(mode)

    def eval(self):
        super().eval()
        self.active = False
        return self

    def forward(self, x):
        return nn.functional.dropout2d(x, self.p, self.active)
