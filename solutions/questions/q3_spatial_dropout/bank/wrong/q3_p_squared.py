"""
breaks: q3
code: rate_wrong_for_all
idea: Two random numbers must both be below p.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        first = torch.rand(*x.shape[:2], 1, 1, device=x.device) < self.p
        second = torch.rand(*x.shape[:2], 1, 1, device=x.device) < self.p
        return x * (~(first & second)).to(x.dtype) / (1 - self.p)
