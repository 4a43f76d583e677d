"""
breaks: q3
code: elements_dropped
idea: Mask [1, C, H, W]: single elements, the same ones in all samples.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if self.training and self.p > 0:
            keep = torch.bernoulli(torch.full(x.shape[1:], 1 - self.p, device=x.device)).to(x.dtype)
            return x * keep / (1 - self.p)
        return x
