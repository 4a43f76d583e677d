"""
breaks: q3
code: channels_by_place
idea: The probability grows with the number of the channel, with the mean p.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        n, c = x.shape[:2]
        rates = torch.linspace(0.5 * self.p, 1.5 * self.p, c).clamp(max=1)
        mask = torch.rand(n, c) >= rates
        return x * mask[:, :, None, None].to(x) / (1 - self.p)
