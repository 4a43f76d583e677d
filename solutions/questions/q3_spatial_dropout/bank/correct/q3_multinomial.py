"""
idea: torch.multinomial without replacement, at least one channel for p > 0.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        n, c = x.shape[:2]
        k = max(1, int(c * self.p))
        dropped = torch.multinomial(torch.ones(n, c, device=x.device), k, replacement=False)
        keep = torch.ones(n, c, dtype=torch.bool, device=x.device).scatter(1, dropped, False)
        return x * keep[:, :, None, None].to(x.dtype) / (1 - self.p)
