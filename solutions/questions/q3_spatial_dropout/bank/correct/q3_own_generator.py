"""
idea: A torch.Generator with a fixed seed, made in __init__.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2, seed=42):
        super().__init__()
        self.p = p
        self.generator = torch.Generator().manual_seed(seed)

    def forward(self, x):
        if not self.training:
            return x
        noise = torch.rand(x.shape[0], x.shape[1], 1, 1, generator=self.generator)
        return x * (noise >= self.p).to(x) / (1 - self.p)
