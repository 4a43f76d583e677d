"""
breaks: q3
code: scale_one_over_p
idea: Division by p, which also fails for p = 0.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if self.training:
            mask = torch.rand(*x.shape[:2], 1, 1, device=x.device) >= self.p
            return x * mask.to(x.dtype) * (1 / self.p)
        return x
