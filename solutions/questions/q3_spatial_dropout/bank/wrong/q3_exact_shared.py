"""
breaks: q3
code: mask_shared_by_batch
idea: Exactly C * p channels, but one choice for the whole batch.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        channels = x.shape[1]
        dropped = torch.randperm(channels)[: int(channels * self.p)]
        out = x.clone()
        out[:, dropped] = 0
        return out / (1 - self.p)
