"""
breaks: q3
code: keep_and_drop_swapped
idea: C * p channels are kept, the rest is dropped.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        n, c = x.shape[:2]
        mask = torch.zeros(n, c, 1, 1, dtype=x.dtype, device=x.device)
        for i in range(n):
            mask[i, torch.randperm(c)[: int(c * self.p)]] = 1
        return x * mask / (1 - self.p)
