"""
idea: Exactly round(C * p) channels by randperm, a loop over samples.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        n, c = x.size(0), x.size(1)
        mask = torch.ones(n, c, device=x.device, dtype=x.dtype)
        for i in range(n):
            mask[i, torch.randperm(c, device=x.device)[: round(c * self.p)]] = 0
        return x * mask.unsqueeze(-1).unsqueeze(-1) / (1 - self.p)
