"""
idea: topk of noise picks the channels to keep, C - int(C * p) of them.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        n, c = x.shape[:2]
        kept = torch.rand(n, c, device=x.device).topk(c - int(c * self.p), dim=1).indices
        mask = torch.zeros(n, c, dtype=x.dtype, device=x.device).scatter_(1, kept, 1 / (1 - self.p))
        return x * mask.view(n, c, 1, 1)
