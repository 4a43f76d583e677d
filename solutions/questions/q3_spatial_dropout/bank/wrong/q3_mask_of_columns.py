"""
breaks: q3
code: lines_dropped
idea: Mask [N, C, 1, W].
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        n, c, _, w = x.shape
        mask = torch.bernoulli(torch.full((n, c, 1, w), 1 - self.p, device=x.device))
        return x * mask.to(x.dtype) / (1 - self.p)
