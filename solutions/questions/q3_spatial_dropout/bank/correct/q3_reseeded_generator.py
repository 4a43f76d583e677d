"""
idea: A new generator in every call, seeded by the system.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        generator = torch.Generator()
        generator.seed()
        keep = torch.rand(*x.shape[:2], 1, 1, generator=generator) >= self.p
        return x * keep.to(x) / (1 - self.p)
