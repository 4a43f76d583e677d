"""
idea: The probabilities to keep are a float32 tensor on the CPU, and the mask is neither moved nor cast.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        keep = torch.empty(x.size(0), x.size(1)).fill_(1 - self.p)
        mask = torch.bernoulli(keep).unsqueeze(-1).unsqueeze(-1)
        return mask * x / (1 - self.p)
