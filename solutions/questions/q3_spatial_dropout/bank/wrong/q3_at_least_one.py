"""
breaks: q3
code: always_drops_one
idea: If nothing was drawn, one random channel is dropped.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        n, c = x.shape[:2]
        mask = torch.rand(n, c, device=x.device) >= self.p
        for i in range(n):
            if mask[i].all():
                mask[i, torch.randint(0, c, ())] = False
        return x * mask[:, :, None, None].to(x.dtype) / (1 - self.p)
