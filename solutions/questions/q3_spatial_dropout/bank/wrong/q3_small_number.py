"""
breaks: q3
code: dropped_not_zero
idea: Dropped channels are set to 1e-6.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        drop = torch.rand(*x.shape[:2], 1, 1, device=x.device) < self.p
        return (x / (1 - self.p)).masked_fill(drop, 1e-6)
