"""
idea: The mask is computed in float64 and cast back.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        mask = (torch.rand(*x.shape[:2], 1, 1, dtype=torch.float64, device=x.device) >= self.p).double()
        return (x.double() * mask / (1 - self.p)).to(x.dtype)
