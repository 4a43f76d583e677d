"""
idea: Kept planes are copied into zeros_like.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        keep = torch.rand(x.shape[:2], device=x.device) >= self.p
        out = torch.zeros_like(x)
        out[keep] = x[keep] / (1 - self.p)
        return out
