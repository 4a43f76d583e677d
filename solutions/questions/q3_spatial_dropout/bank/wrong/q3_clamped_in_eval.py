"""
breaks: q3
code: eval_clamped
idea: Values are limited in eval mode, so that no activation explodes.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        return nn.functional.dropout2d(x, self.p) if self.training else x.clamp(-5, 5)
