"""
idea: The mask is repeated to the full size with repeat_interleave and view.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        n, c, h, w = x.shape
        mask = (torch.rand(n * c, device=x.device) >= self.p).to(x.dtype)
        return mask.repeat_interleave(h * w).view(n, c, h, w) * x / (1 - self.p)
