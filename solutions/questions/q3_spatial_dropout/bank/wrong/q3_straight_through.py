"""
breaks: q3
code: gradient_through_dropped
idea: A straight-through estimator: the gradient ignores the mask.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        mask = torch.rand(*x.shape[:2], 1, 1, device=x.device) >= self.p
        out = x * mask.to(x.dtype) / (1 - self.p)
        return x + (out - x).detach()
