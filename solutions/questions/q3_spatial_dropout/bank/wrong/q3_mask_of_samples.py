"""
breaks: q3
code: mask_without_channels
idea: Mask [N, 1, 1, 1]: whole images are dropped.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        mask = (torch.rand(x.size(0), 1, 1, 1, device=x.device) > self.p).to(x.dtype)
        return x * mask / (1 - self.p)
