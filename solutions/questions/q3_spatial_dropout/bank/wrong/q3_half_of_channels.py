"""
breaks: q3
code: p_ignored
idea: C // 2 channels are dropped for any p.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        n, c = x.shape[:2]
        rank = torch.rand(n, c, device=x.device).argsort(1)
        return x * (rank >= c // 2)[:, :, None, None].to(x.dtype) / (1 - self.p)
