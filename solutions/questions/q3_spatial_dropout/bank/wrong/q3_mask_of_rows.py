"""
breaks: q3
code: lines_dropped
idea: Mask [N, C, H, 1].
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        mask = torch.rand(*x.shape[:3], 1, device=x.device) > self.p
        return x * mask.to(x.dtype) / (1 - self.p)
