"""
breaks: q3
code: scale_wrong
idea: 1e-3 is added to the denominator for stability.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2, eps=1e-3):
        super().__init__()
        self.p = p
        self.eps = eps

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        mask = torch.rand(*x.shape[:2], 1, 1, device=x.device) >= self.p
        return x * mask.to(x.dtype) / (1 - self.p + self.eps)
