"""
idea: p is a property that is validated.
"""


class SpatialDropout(nn.Module):
    def __init__(self, p: float = 0.2):
        super().__init__()
        self.p = p

    @property
    def p(self):
        return self._p

    @p.setter
    def p(self, value):
        if not 0.0 <= value <= 1.0:
            raise ValueError(f"dropout probability has to be between 0 and 1, but got {value}")
        self._p = float(value)

    @property
    def scale(self):
        return 1.0 / (1.0 - self.p)

    def extra_repr(self):
        return f"p={self.p}"

    def forward(self, x):
        if self.training and self.p:
            keep = torch.rand(x.shape[:2], device=x.device) >= self.p
            return x * keep[..., None, None].to(x.dtype).mul(self.scale)
        return x
