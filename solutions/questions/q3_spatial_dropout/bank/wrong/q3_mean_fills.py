"""
breaks: q3
code: dropped_not_zero
idea: Dropped channels are replaced by their mean.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        drop = torch.rand(*x.shape[:2], 1, 1, device=x.device) < self.p
        return torch.where(drop, x.mean((2, 3), keepdim=True), x / (1 - self.p))
