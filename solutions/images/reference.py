"""ModelBaseline and SpatialDropout in their plainest form, to measure the data with; grading does not use them."""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor, nn


class ModelBaseline(nn.Sequential):
    """One VGG block and two fully connected layers: images `[N, 3, 32, 32]` -> logits `[N, 10]`, 528,474 parameters.

    `pool` is not part of the specification: it is there to measure what average pooling would do.
    """

    def __init__(
        self, activation: Callable[[], nn.Module] = nn.ReLU, pool: Callable[[int, int], nn.Module] = nn.MaxPool2d
    ) -> None:
        super().__init__(
            nn.Conv2d(3, 16, 3, padding=1),
            activation(),
            nn.Conv2d(16, 16, 3, padding=1),
            activation(),
            pool(2, 2),
            nn.Flatten(),
            nn.Linear(4096, 128),
            activation(),
            nn.Linear(128, 10),
        )


class SpatialDropout(nn.Module):
    """Drops channels of each sample with probability `p` and scales the others by 1 / (1 - p), in training only."""

    def __init__(self, p: float = 0.2) -> None:
        super().__init__()
        self.p = p

    def forward(self, x: Tensor) -> Tensor:
        """`[N, C, H, W]` -> same shape."""
        if not self.training or self.p == 0:
            return x
        keep = torch.rand(x.shape[:2], device=x.device) >= self.p  # [N, C]
        return x * (keep.to(x.dtype) / (1 - self.p))[:, :, None, None]
