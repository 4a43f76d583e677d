"""
breaks: q3
code: layers_share_p
idea: p is kept in the class: all layers have that of the last one.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        SpatialDropout.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        keep = torch.rand(*x.shape[:2], 1, 1, device=x.device) >= self.p
        return x * keep.to(x.dtype) / (1 - self.p)
