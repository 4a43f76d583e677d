"""
breaks: q3
code: only_without_gradients
idea: `torch.no_grad()` is taken for eval mode.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        return nn.functional.dropout2d(x, self.p, self.training and torch.is_grad_enabled())
