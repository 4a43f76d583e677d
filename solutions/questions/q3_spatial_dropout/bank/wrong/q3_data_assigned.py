"""
breaks: q3
code: gradient_through_dropped
idea: Zeros are written through .data, which autograd does not see.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        out = x / (1 - self.p)
        out.data[torch.rand(x.shape[:2], device=x.device) < self.p] = 0
        return out
