"""
breaks: q3
code: only_for_shape
idea: Channels are dropped in pairs where their number is odd but for the last one.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        n, c = x.shape[:2]
        noise = torch.rand(n, c, device=x.device)
        if c % 2:
            noise[:, 1::2] = noise[:, 0:-1:2]
        mask = (noise >= self.p).to(x.dtype)[:, :, None, None]
        return x * mask / (1 - self.p)
