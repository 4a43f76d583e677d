"""
breaks: q3
code: rate_wrong_for_some
idea: p is limited to 0.5 for the mask.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        n, c = x.shape[:2]
        mask = torch.rand(n, c) >= min(self.p, 0.5)
        return x * mask[:, :, None, None].to(x) / (1 - self.p)
