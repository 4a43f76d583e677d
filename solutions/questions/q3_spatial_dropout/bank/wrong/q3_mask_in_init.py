"""
breaks: q3
code: mask_fixed
idea: The random numbers are drawn once in __init__.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p
        self.noise = torch.rand(512, 64, 1, 1)

    def forward(self, x):
        if not self.training:
            return x
        mask = self.noise[: x.shape[0], : x.shape[1]] >= self.p
        return x * mask.to(x.dtype) / (1 - self.p)
