"""Inputs of the public checks: always the same ones, of either sign, never near zero."""

import torch
from torch import Tensor

SMALLEST, LARGEST = 0.1, 2.5
MAGNITUDE = 30.0  # a clamp shows only where values are large


def signed(*shape: int) -> Tensor:
    """Return float32 inputs of `shape` with 0.1 <= |x| <= 2.5."""
    generator = torch.Generator().manual_seed(sum(shape))
    size = SMALLEST + (LARGEST - SMALLEST) * torch.rand(shape, generator=generator)
    return torch.where(torch.rand(shape, generator=generator) < 0.5, -size, size)


def signed_images(count: int) -> Tensor:
    """Return inputs [count, 3, 32, 32], every third one larger: a clamp shows only where values are large."""
    images = signed(count, 3, 32, 32)
    images[2::3] *= MAGNITUDE
    return images
