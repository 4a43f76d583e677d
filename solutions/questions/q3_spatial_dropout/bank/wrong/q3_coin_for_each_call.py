"""
breaks: q3
code: calls_rest
idea: A coin decides for each call whether anything is dropped at all, at twice the rate.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        rate = 2 * self.p if torch.rand(()) < 0.5 else 0
        mask = (torch.rand(x.shape[0], x.shape[1], 1, 1, device=x.device) >= rate).to(x.dtype)
        return x * mask / (1 - self.p)
