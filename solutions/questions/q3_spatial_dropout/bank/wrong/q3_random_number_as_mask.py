"""
breaks: q3
code: noise_added
idea: The random numbers are used as the mask without a comparison.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        mask = torch.rand(*x.shape[:2], 1, 1, device=x.device).to(x.dtype)
        return x * mask / (1 - self.p)
