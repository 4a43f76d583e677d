"""
breaks: q3
code: mask_depends_on_call
idea: The mask of the last call is rolled by one channel.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p
        self.mask = None

    def forward(self, x):
        if not self.training:
            return x
        if self.mask is None or self.mask.shape != x.shape[:2]:
            self.mask = torch.rand(x.shape[:2]) >= self.p
        self.mask = self.mask.roll(1, dims=1)
        return x * self.mask[:, :, None, None].to(x) / (1 - self.p)
