"""
breaks: q3
code: zeros_changed
idea: Planes are normalised by their size, dropped, and multiplied back: 0 / 0 for a channel of zeros.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        size = x.abs().mean((2, 3), keepdim=True)
        keep = (torch.rand(*x.shape[:2], 1, 1, device=x.device) >= self.p).to(x.dtype)
        return x / size * keep * size / (1 - self.p)
