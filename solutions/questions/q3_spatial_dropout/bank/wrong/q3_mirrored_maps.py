"""
breaks: q3
code: values_moved
idea: Feature maps are mirrored in training.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        keep = torch.rand(*x.shape[:2], 1, 1, device=x.device) >= self.p
        out = x * keep.to(x.dtype) / (1 - self.p)
        return out.flip(3)
