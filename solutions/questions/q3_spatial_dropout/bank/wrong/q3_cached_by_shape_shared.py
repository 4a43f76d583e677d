"""
breaks: q3
code: mask_constant
idea: A cached mask [1, C, 1, 1].
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p
        self.masks = {}

    def forward(self, x):
        if not self.training:
            return x
        c = x.shape[1]
        if c not in self.masks:
            self.masks[c] = (torch.rand(1, c, 1, 1) >= self.p).float()
        return x * self.masks[c].to(x) / (1 - self.p)
