"""
breaks: q3
code: elements_dropped
idea: The mask is made by ReLU of Gaussian noise of the shape of x.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        noise = torch.randn_like(x)
        return torch.where(noise.relu() > self.p, x / (1 - self.p), torch.zeros_like(x))
