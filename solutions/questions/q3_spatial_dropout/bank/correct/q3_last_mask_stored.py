"""
idea: The last mask is stored for inspection.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p
        self.last_mask = None

    def forward(self, x):
        if not self.training:
            self.last_mask = None
            return x
        self.last_mask = torch.rand(*x.shape[:2], 1, 1, device=x.device) >= self.p
        return x * self.last_mask.to(x.dtype) / (1 - self.p)
