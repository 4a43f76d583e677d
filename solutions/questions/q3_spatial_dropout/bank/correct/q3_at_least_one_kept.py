"""
idea: If everything was dropped, one random channel is kept: nobody can measure it for usual numbers of channels.
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
        empty = ~mask.any(1)
        mask[empty, torch.randint(0, c, (int(empty.sum()),), device=x.device)] = True
        return x * mask[:, :, None, None].to(x.dtype) / (1 - self.p)
