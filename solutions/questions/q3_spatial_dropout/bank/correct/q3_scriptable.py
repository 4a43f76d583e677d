"""
idea: Written for torch.jit.script, with types everywhere.
"""

from typing import Final


class SpatialDropout(nn.Module):
    p: Final[float]

    def __init__(self, p: float = 0.2) -> None:
        super().__init__()
        self.p = float(p)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        if self.training and self.p > 0.0:
            noise = torch.rand([x.size(0), x.size(1), 1, 1], device=x.device)
            return x * (noise >= self.p).to(x.dtype) / (1.0 - self.p)
        return x
