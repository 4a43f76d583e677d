"""
breaks: q3
code: everything_dropped
idea: The mask is an integer tensor, in which every number below 1 becomes 0.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        mask = torch.zeros(x.shape[0], x.shape[1], 1, 1, dtype=torch.long, device=x.device)
        mask[:] = torch.rand(mask.shape) * (1 - self.p)
        return x * mask
