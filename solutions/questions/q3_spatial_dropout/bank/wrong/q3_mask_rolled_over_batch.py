"""
breaks: q3
code: count_per_call
idea: One mask, rolled by one channel for every next sample.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        row = torch.rand(x.shape[1]) >= self.p
        mask = torch.stack([row.roll(i) for i in range(x.shape[0])])
        return x * mask[:, :, None, None].to(x) / (1 - self.p)
