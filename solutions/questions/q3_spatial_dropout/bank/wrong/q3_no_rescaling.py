"""
breaks: q3
code: not_rescaled
idea: Mask without rescaling; the right identity in eval mode.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if self.training:
            keep = torch.distributions.Bernoulli(1 - self.p).sample(x.shape[:2])
            x = x * keep[..., None, None].to(x)
        return x
