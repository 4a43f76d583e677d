"""`draw`: a balanced, shuffled set of labelled pictures from one seed; blur and noise for all pictures at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .scene import PIXELS, paint
from .silhouettes import CLASSES, SILHOUETTES

BLUR = (0.0, 0.8)  # standard deviation in pixels, drawn for each direction alone
NOISE = (2.0, 9.0)  # standard deviation in grey levels of 255


def draw(count: int, seed: int) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Draw `count` pictures.

    Each class gets `count // 10` pictures, the first `count % 10` classes one more; the order is shuffled. The result
    depends on `count` and `seed` alone (PCG64 seeded through SeedSequence), not on earlier calls or the process.

    Returns:
        images uint8 `[count, 32, 32, 3]` (RGB) and labels uint8 `[count]` (CIFAR-10's numbers).

    Raises:
        ValueError: `count` or `seed` is negative.
    """
    if count < 0 or seed < 0:
        raise ValueError(f"count and seed must not be negative, got count={count}, seed={seed}")
    rng = np.random.Generator(np.random.PCG64(np.random.SeedSequence(seed)))
    labels = rng.permutation(np.arange(count, dtype=np.int64) % len(CLASSES)).astype(np.uint8)
    makers = [SILHOUETTES[name] for name in CLASSES]
    images = np.empty((count, PIXELS, PIXELS, 3), dtype=np.uint8)
    for row, label in enumerate(labels):
        images[row] = paint(makers[label](rng), rng)
    return _noisy(_blurred(images, rng), rng), labels


def _blurred(images: NDArray[np.uint8], rng: np.random.Generator) -> NDArray[np.float32]:
    """Gaussian blur of 5 x 5 taps, its width drawn for each picture and direction: float32 `[N, 32, 32, 3]`."""
    sigma = np.maximum(rng.uniform(*BLUR, (2, len(images), 1)), 1e-3)
    taps = np.exp(-0.5 * (np.arange(-2, 3) / sigma) ** 2)
    taps = (taps / taps.sum(axis=2, keepdims=True)).astype(np.float32)[..., None, None, None]
    rows = np.pad(images, ((0, 0), (2, 2), (0, 0), (0, 0)), mode="edge").astype(np.float32)
    once = np.zeros(images.shape, dtype=np.float32)
    for i in range(5):
        once += taps[0, :, i] * rows[:, i : i + PIXELS]
    columns = np.pad(once, ((0, 0), (0, 0), (2, 2), (0, 0)), mode="edge")
    twice = np.zeros(images.shape, dtype=np.float32)
    for i in range(5):
        twice += taps[1, :, i] * columns[:, :, i : i + PIXELS]
    return twice


def _noisy(images: NDArray[np.float32], rng: np.random.Generator) -> NDArray[np.uint8]:
    """Sensor noise with its own strength for each picture, rounded to uint8."""
    strength = rng.uniform(*NOISE, len(images)).astype(np.float32)[:, None, None, None]
    noise = rng.standard_normal(images.shape, dtype=np.float32) * strength
    return np.clip(np.rint(images + noise), 0, 255).astype(np.uint8)
