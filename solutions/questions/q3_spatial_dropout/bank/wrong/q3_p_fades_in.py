"""
breaks: q3
code: rate_drifts
idea: p grows to its value over the first calls.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p
        self.calls = 0

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        self.calls += 1
        mask = torch.rand(x.shape[0], x.shape[1], 1, 1) >= self.p * min(1.0, 0.3 + self.calls / 30)
        return x * mask.to(x) / (1 - self.p)
