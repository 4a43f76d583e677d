"""
breaks: q3
code: -
idea: mask.squeeze() breaks for one sample or one channel.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        mask = (torch.rand(*x.shape[:2], 1, device=x.device) >= self.p).squeeze()
        return torch.einsum("nchw,nc->nchw", x, mask.to(x.dtype)) / (1 - self.p)
