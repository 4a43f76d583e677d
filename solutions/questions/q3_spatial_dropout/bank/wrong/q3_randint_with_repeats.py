"""
breaks: q3
code: channels_drawn_twice
idea: torch.randint draws C * p channels with replacement.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        n, c = x.shape[:2]
        mask = torch.ones(n, c, dtype=x.dtype, device=x.device)
        chosen = torch.randint(0, c, (n, round(c * self.p)), device=x.device)
        mask.scatter_(1, chosen, 0.0)
        return x * mask[:, :, None, None] / (1 - self.p)
