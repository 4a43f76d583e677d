"""
idea: F.dropout2d with training=self.training.
"""

import torch.nn.functional as F


class SpatialDropout(nn.Module):
    def __init__(self, p: float = 0.2) -> None:
        super().__init__()
        self.p = p

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return F.dropout2d(x, p=self.p, training=self.training)
