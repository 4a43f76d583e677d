"""
breaks: q3
code: dropped_not_zero
idea: The mask is -1 and 1: 2 * bernoulli - 1.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        sign = 2 * torch.bernoulli(torch.full((*x.shape[:2], 1, 1), 1 - self.p)) - 1
        return x * sign.to(x) / (1 - self.p)
