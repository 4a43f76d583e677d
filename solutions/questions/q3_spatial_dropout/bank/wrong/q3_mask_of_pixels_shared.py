"""
breaks: q3
code: pixels_dropped
idea: Mask [H, W] for all samples and channels.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        mask = torch.rand(x.shape[-2:], device=x.device) > self.p
        return x * mask.to(x.dtype) / (1 - self.p)
