"""
breaks: q3
code: mask_pool
idea: A generator is seeded with the parity of the call.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p
        self.step = 0

    def forward(self, x):
        if not self.training:
            return x
        self.step = (self.step + 1) % 2
        generator = torch.Generator().manual_seed(self.step)
        keep = torch.rand(x.shape[:2], generator=generator) >= self.p
        return x * keep[:, :, None, None].to(x) / (1 - self.p)
