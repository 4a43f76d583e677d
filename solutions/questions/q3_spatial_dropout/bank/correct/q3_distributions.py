"""
idea: torch.distributions.Bernoulli.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p
        self.law = torch.distributions.Bernoulli(probs=1 - p)

    def forward(self, x):
        if not self.training:
            return x
        return x * self.law.sample((x.shape[0], x.shape[1], 1, 1)).to(x) / (1 - self.p)
