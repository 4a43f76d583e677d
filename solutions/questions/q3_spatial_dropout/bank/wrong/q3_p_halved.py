"""
breaks: q3
code: rate_wrong_for_all
idea: Signed noise uniform in [-1, 1] is compared with p.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        noise = torch.empty(*x.shape[:2], 1, 1, device=x.device).uniform_(-1, 1)
        return x * (noise >= self.p).to(x.dtype) / (1 - self.p)
