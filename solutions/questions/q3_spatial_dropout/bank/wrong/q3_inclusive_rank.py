"""
breaks: q3
code: count_wrong
idea: rank > k keeps one channel too few.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        n, c = x.shape[:2]
        rank = torch.rand(n, c, device=x.device).argsort(1).argsort(1)
        mask = rank > int(c * self.p)
        return x * mask[:, :, None, None].to(x.dtype) / (1 - self.p)
