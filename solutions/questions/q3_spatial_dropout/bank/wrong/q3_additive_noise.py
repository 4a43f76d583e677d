"""
breaks: q3
code: noise_added
idea: Gaussian noise is added to every channel.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if self.training:
            return x + self.p * torch.randn(x.shape[0], x.shape[1], 1, 1).to(x)
        return x
