"""
breaks: q3
code: noise_added
idea: Gaussian noise with mean 1 multiplies every channel.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        noise = torch.randn(*x.shape[:2], 1, 1, device=x.device).to(x.dtype)
        return x * (1 + noise * (self.p / (1 - self.p)) ** 0.5)
