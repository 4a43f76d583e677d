"""
idea: Every sample gets its own permutation of one row with C * p zeros.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        c = x.shape[1]
        row = torch.arange(c) >= int(c * self.p)
        masks = torch.stack([row[torch.randperm(c)] for _ in range(x.shape[0])])
        return x.mul(masks[:, :, None, None].to(x)).div(1 - self.p)
