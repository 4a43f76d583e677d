"""
breaks: q3
code: cut_after_eval
idea: eval() replaces the dropout of channels by one of elements, and train() does not undo it.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p
        self.drop = nn.functional.dropout2d

    def train(self, mode=True):
        if not mode:
            self.drop = nn.functional.dropout
        return super().train(mode)

    def forward(self, x):
        return self.drop(x, self.p, self.training)
