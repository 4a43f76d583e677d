"""
breaks: q3
code: rate_drifts
idea: The rate grows from call to call.
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
        rate = self.p * min(1.5, 0.5 + self.calls / 16)
        mask = (torch.rand(x.shape[0], x.shape[1], 1, 1, device=x.device) >= rate).to(x.dtype)
        return x * mask / (1 - self.p)
