"""
breaks: q3
code: mask_fixed
idea: A generator with a fixed seed is made in every forward.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        generator = torch.Generator().manual_seed(0)
        mask = torch.rand(*x.shape[:2], 1, 1, generator=generator) >= self.p
        return x * mask.to(x) / (1 - self.p)
