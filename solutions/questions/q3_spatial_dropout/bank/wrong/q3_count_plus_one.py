"""
breaks: q3
code: count_wrong
idea: k = int(C * p) + 1.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        n, c = x.shape[:2]
        k = min(c, int(c * self.p) + 1)
        mask = torch.ones(n, c, dtype=x.dtype, device=x.device)
        mask.scatter_(1, torch.rand(n, c, device=x.device).topk(k, dim=1).indices, 0.0)
        return x * mask[:, :, None, None] / (1 - self.p)
