"""
breaks: q3
code: input_modified
idea: x *= mask.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if self.training and self.p > 0:
            x *= (torch.rand(*x.shape[:2], 1, 1, device=x.device) >= self.p).to(x.dtype)
            x /= 1 - self.p
        return x
