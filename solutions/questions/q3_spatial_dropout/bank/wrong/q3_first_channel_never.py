"""
breaks: q3
code: channels_never
idea: The numbers of the dropped channels are drawn from 1 to C.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        n, c = x.shape[:2]
        mask = torch.rand(n, c) >= self.p * c / max(c - 1, 1)
        mask[:, 0] |= c > 1
        return x * mask[:, :, None, None].to(x) / (1 - self.p)
