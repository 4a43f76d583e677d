"""
breaks: q3
code: -
idea: Half of the mask is taken over from the call before.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p
        self.noise = None

    def forward(self, x):
        if not self.training:
            return x
        fresh = torch.rand(x.shape[:2])
        if self.noise is not None and self.noise.shape == fresh.shape:
            fresh = torch.where(torch.rand(x.shape[:2]) < 0.5, self.noise, fresh)
        self.noise = fresh
        return x * (fresh >= self.p)[:, :, None, None].to(x) / (1 - self.p)
