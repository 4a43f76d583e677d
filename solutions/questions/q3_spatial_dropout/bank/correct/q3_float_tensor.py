"""
idea: The types of old tutorials: torch.FloatTensor and .type().
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        noise = torch.FloatTensor(x.size(0), x.size(1), 1, 1).uniform_()
        mask = (noise > self.p).type(torch.FloatTensor)
        return mask.expand_as(x) * x * (1 / (1 - self.p))
