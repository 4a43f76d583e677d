"""
breaks: q3
code: -
idea: Exactly one channel of each sample is dropped, whatever p is.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        n, c = x.shape[:2]
        channel = torch.randint(0, c, (n,), device=x.device)
        mask = 1 - nn.functional.one_hot(channel, c)
        return x * mask[:, :, None, None].to(x.dtype) / (1 - self.p)
