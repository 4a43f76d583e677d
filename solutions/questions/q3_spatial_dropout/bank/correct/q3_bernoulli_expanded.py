"""
idea: torch.bernoulli of a full tensor, expanded to the shape of x.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.keep = 1.0 - p

    def forward(self, x):
        if not self.training:
            return x
        probabilities = torch.full((x.shape[0], x.shape[1], 1, 1), self.keep, dtype=x.dtype, device=x.device)
        return x * torch.bernoulli(probabilities).expand_as(x) / self.keep
