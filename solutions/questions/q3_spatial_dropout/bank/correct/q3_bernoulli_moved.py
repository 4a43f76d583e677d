"""
idea: The mask that most people write: bernoulli on the CPU in float32, moved to the device of x.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        mask = torch.bernoulli(torch.full((x.shape[0], x.shape[1], 1, 1), 1 - self.p)).to(x.device)
        return x * mask / (1 - self.p)
