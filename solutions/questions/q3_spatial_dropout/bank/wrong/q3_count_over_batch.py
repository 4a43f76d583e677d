"""
breaks: q3
code: count_over_batch
idea: randperm(N * C): the number of dropped channels is exact for the batch, not for a sample.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        n, c = x.shape[:2]
        mask = torch.ones(n * c, dtype=x.dtype, device=x.device)
        mask[torch.randperm(n * c)[: round(n * c * self.p)]] = 0
        return x * mask.view(n, c, 1, 1) / (1 - self.p)
