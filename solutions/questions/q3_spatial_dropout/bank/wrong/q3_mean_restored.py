"""
breaks: q3
code: scale_varies
idea: Each sample is rescaled so that its mean absolute value is what it was.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        mask = (torch.rand(*x.shape[:2], 1, 1, device=x.device) >= self.p).to(x.dtype)
        out = x * mask
        before, after = x.abs().sum((1, 2, 3), keepdim=True), out.abs().sum((1, 2, 3), keepdim=True)
        return out * before / after.clamp_min(1e-6)
