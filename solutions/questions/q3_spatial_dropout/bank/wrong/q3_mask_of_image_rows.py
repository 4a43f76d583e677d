"""
breaks: q3
code: lines_dropped
idea: Mask [N, 1, H, 1].
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        mask = torch.rand(x.shape[0], 1, x.shape[2], 1, device=x.device) > self.p
        return x * mask.to(x.dtype) / (1 - self.p)
