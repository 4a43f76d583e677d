"""
breaks: q3
code: channels_paired
idea: Two channels that are half of C apart have one random number.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        n, c = x.shape[:2]
        mask = (torch.rand(n, (c + 1) // 2) >= self.p).repeat(1, 2)[:, :c]
        return x * mask[:, :, None, None].to(x) / (1 - self.p)
