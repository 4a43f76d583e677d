"""
breaks: q3
code: rate_of_randn
idea: randn instead of rand is compared with p.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        mask = torch.randn(*x.shape[:2], 1, 1, device=x.device) > self.p
        return x * mask.to(x.dtype) / (1 - self.p)
