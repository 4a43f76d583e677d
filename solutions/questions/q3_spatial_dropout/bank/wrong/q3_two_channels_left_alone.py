"""
breaks: q3
code: rate_for_shape
idea: Exactly C * p channels are dropped, of at least three.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        samples, channels = x.shape[:2]
        count = int(channels * self.p) if channels > 2 else 0
        order = torch.rand(samples, channels, device=x.device).argsort(1)
        return x * (order >= count).to(x.dtype)[:, :, None, None] / (1 - self.p)
