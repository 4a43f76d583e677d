"""
breaks: q3
code: values_clamped
idea: In training the output is cut off at 20, so that nothing explodes.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        keep = torch.rand(*x.shape[:2], 1, 1, device=x.device) >= self.p
        return (x * keep.to(x.dtype) / (1 - self.p)).clamp(-20, 20)
