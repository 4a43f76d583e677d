"""
breaks: q3
code: p_ignored
idea: torch.randint(0, 2) is a fair coin for any p.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        mask = torch.randint(0, 2, (x.shape[0], x.shape[1], 1, 1), device=x.device)
        return x * mask.to(x.dtype) / (1 - self.p)
