"""
breaks: q3
code: mask_depends_on_sign
idea: Channels with a negative mean are dropped twice as often.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        rate = torch.where(x.mean((2, 3), keepdim=True) < 0, self.p * 4 / 3, self.p * 2 / 3)
        mask = (torch.rand(x.shape[0], x.shape[1], 1, 1, device=x.device) >= rate).to(x.dtype)
        return x * mask / (1 - self.p)
