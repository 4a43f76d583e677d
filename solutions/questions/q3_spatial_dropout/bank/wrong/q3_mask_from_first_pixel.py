"""
breaks: q3
code: mask_depends_on_zeros
idea: The mask is where dropout of the first pixel is not zero: a channel that is zero there is always dropped.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        mask = (nn.functional.dropout(x[:, :, :1, :1], self.p) != 0).to(x.dtype)
        return x * mask / (1 - self.p)
