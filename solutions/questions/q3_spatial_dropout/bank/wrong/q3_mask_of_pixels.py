"""
breaks: q3
code: pixels_dropped
idea: Mask [N, 1, H, W].
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        n, _, h, w = x.shape
        mask = torch.rand(n, 1, h, w, device=x.device) > self.p
        return x * mask.to(x.dtype) / (1 - self.p)
