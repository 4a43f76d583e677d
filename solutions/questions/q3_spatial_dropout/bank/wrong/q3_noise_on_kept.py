"""
breaks: q3
code: plane_not_uniform
idea: Kept channels are also multiplied by a random number per pixel.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        mask = torch.rand(*x.shape[:2], 1, 1, device=x.device) >= self.p
        return x * mask.to(x.dtype) * (1 + 0.1 * torch.rand_like(x)) / (1 - self.p)
