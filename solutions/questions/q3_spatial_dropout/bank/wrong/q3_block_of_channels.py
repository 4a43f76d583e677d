"""
breaks: q3
code: channels_in_runs
idea: C * p neighbouring channels from a random place.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        n, c = x.shape[:2]
        start = torch.randint(0, c, (n, 1), device=x.device)
        offset = (torch.arange(c, device=x.device)[None] - start) % c
        mask = offset >= int(c * self.p)
        return x * mask[:, :, None, None].to(x.dtype) / (1 - self.p)
