"""
breaks: q3
code: channels_in_runs
idea: A window of C * p neighbouring channels, which wraps around, is dropped.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        n, c = x.shape[:2]
        count = round(c * self.p)
        place = (torch.arange(c) - torch.randint(c, (n, 1))) % c
        mask = place >= count
        return x * mask[:, :, None, None].to(x) / (1 - self.p)
