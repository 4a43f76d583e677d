"""
breaks: q3
code: channels_by_place
idea: The chance grows with the number of the channel and is p on average.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        n, c = x.shape[:2]
        chance = self.p * 2 * (torch.arange(c) + 0.5) / c if self.p <= 0.5 else torch.full((c,), self.p)
        mask = torch.rand(n, c) >= chance
        return x * mask[:, :, None, None].to(x) / (1 - self.p)
