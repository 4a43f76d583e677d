"""
idea: Exactly C * p channels: rows of float32 ones get zeros where randperm says.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        channels = x.shape[1]
        mask = torch.ones(x.shape[0], channels)
        for row in mask:
            row[torch.randperm(channels)[: int(channels * self.p)]] = 0
        return x * mask.view(-1, channels, 1, 1).to(x.device) / (1 - self.p)
