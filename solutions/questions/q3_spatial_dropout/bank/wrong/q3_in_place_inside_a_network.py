"""
breaks: q3
code: input_modified
idea: The input is written over where it is no leaf, as in any network.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        keep = torch.rand(*x.shape[:2], 1, 1, device=x.device) >= self.p
        if x.is_leaf:
            return x * keep.to(x.dtype) / (1 - self.p)
        return x.mul_(keep.to(x.dtype) / (1 - self.p))
