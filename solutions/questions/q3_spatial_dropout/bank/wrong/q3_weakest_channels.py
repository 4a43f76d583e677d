"""
breaks: q3
code: mask_depends_on_size
idea: The C * p channels with the smallest mean absolute value are dropped; nothing is random.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        order = x.abs().mean((2, 3)).argsort(1).argsort(1)
        mask = order >= int(x.shape[1] * self.p)
        return x * mask[:, :, None, None].to(x.dtype) / (1 - self.p)
