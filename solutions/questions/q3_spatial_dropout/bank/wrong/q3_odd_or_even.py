"""
breaks: q3
code: -
idea: One coin per sample decides between the odd and the even channels.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        n, c = x.shape[:2]
        side = torch.randint(0, 2, (n, 1), device=x.device)
        mask = (torch.arange(c, device=x.device)[None] % 2) != side
        return x * mask[:, :, None, None].to(x.dtype) / (1 - self.p)
