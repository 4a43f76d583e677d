"""
idea: Random numbers are drawn in the dtype of x, coarse as it may be, and the mask is float32 again.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        noise = torch.rand(x.size(0), x.size(1), 1, 1, dtype=x.dtype, device=x.device)
        return x.mul((noise > self.p).float()).div(1 - self.p)
