"""
breaks: q3
code: input_modified
idea: Dropped channels are written into x.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        drop = torch.rand(x.shape[:2], device=x.device) < self.p
        x[drop] = 0
        return x / (1 - self.p)
