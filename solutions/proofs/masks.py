"""Masks of dropout layers, right and wrong ones: each function draws what a layer with one deviation of a given size
would drop. How large a deviation has to be to be seen is measured in autograder/prove/power."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from torch import Tensor

Mask = NDArray[np.bool_]  # [calls, N, C], True where a channel was dropped
Rng = np.random.Generator
LAWS = ("independent", "exact")  # every channel with probability p, or C * p channels of each sample


@dataclass(frozen=True)
class Draw:
    """What is drawn: a mask of `shape` (calls, N, C) for `features` [N, C, H, W], with `p`, by one of LAWS."""

    shape: tuple[int, int, int]
    features: Tensor
    p: float
    law: str
    rng: Rng

    def right(self) -> Mask:
        """Return a right mask; C * p is rounded where it is no integer."""
        return self.with_rate(self.p)

    def with_rate(self, p: float) -> Mask:
        """Return a mask of the law, with another p."""
        noise = self.rng.random(self.shape)
        if self.law == "independent":
            return noise < p
        return noise.argsort(-1).argsort(-1) < round(self.shape[2] * p)

    def some(self, share: float, *axes: int) -> Mask:
        """Return True for a random share of what the `axes` of the shape count, broadcast over the others."""
        size = [length if axis in axes else 1 for axis, length in enumerate(self.shape)]
        return self.rng.random(size) < share


Deviation = Callable[[Draw, float], Mask]


def rate_above(draw: Draw, size: float) -> Mask:
    """The rate is p * (1 + size)."""
    return draw.with_rate(draw.p * (1 + size))


def rate_below(draw: Draw, size: float) -> Mask:
    """The rate is p * (1 - size)."""
    return draw.with_rate(draw.p * (1 - size))


def one_channel_above(draw: Draw, size: float) -> Mask:
    """The first channel has the rate p * (1 + size), the others p."""
    rates = np.full(draw.shape[2], draw.p)
    rates[0] *= 1 + size
    return draw.rng.random(draw.shape) < rates


def channels_tilted(draw: Draw, size: float) -> Mask:
    """The first half of the channels has the rate p * (1 + size), the other p * (1 - size)."""
    first = np.arange(draw.shape[2]) < draw.shape[2] // 2
    return draw.rng.random(draw.shape) < draw.p * np.where(first, 1 + size, 1 - size)


def one_pair_copied(draw: Draw, size: float) -> Mask:
    """In a share of rows the second channel shares the fate of the first."""
    mask = draw.right()
    mask[..., 1] = np.where(draw.some(size, 0, 1)[..., 0], mask[..., 0], mask[..., 1])
    return mask


def all_pairs_copied(draw: Draw, size: float) -> Mask:
    """In a share of rows every second channel shares the fate of the one before it."""
    mask = draw.right()
    even = draw.shape[2] // 2 * 2
    mask[..., 1:even:2] = np.where(draw.some(size, 0, 1), mask[..., 0:even:2], mask[..., 1:even:2])
    return mask


def neighbours_copied(draw: Draw, size: float) -> Mask:
    """A share of samples has the mask of the sample before it."""
    mask = draw.right()
    return np.where(draw.some(size, 0, 1), np.roll(mask, 1, axis=1), mask)


def samples_copied(draw: Draw, size: float) -> Mask:
    """A share of samples has the mask of another sample of the batch, whichever it is."""
    mask = draw.right()
    calls, samples, _ = draw.shape
    others = (np.arange(samples) + draw.rng.integers(1, max(samples, 2), (calls, samples))) % samples
    return np.where(draw.some(size, 0, 1), np.take_along_axis(mask, others[..., None], axis=1), mask)


def calls_repeated(draw: Draw, size: float) -> Mask:
    """A share of samples has the mask that it had in the last call."""
    mask = draw.right()
    repeated = draw.some(size, 0, 1)
    for call in range(1, draw.shape[0]):
        mask[call] = np.where(repeated[call], mask[call - 1], mask[call])
    return mask


def samples_spared(draw: Draw, size: float) -> Mask:
    """The first samples of the batch, a share of it, never lose a channel."""
    mask = draw.right()
    mask[:, : round(size * draw.shape[1])] = False
    return mask


def calls_spared(draw: Draw, size: float) -> Mask:
    """Each call drops nothing at all with a probability: one coin decides for the whole batch."""
    return draw.right() & ~draw.some(size, 0)


def follows_sign(draw: Draw, size: float) -> Mask:
    """Planes with a positive mean have the rate p * (1 + size), the others p * (1 - size)."""
    return _follows(draw, size, draw.features.mean((2, 3)).numpy() > 0)


def follows_size(draw: Draw, size: float) -> Mask:
    """Planes whose mean |x| is above the median of their sample have the rate p * (1 + size), others p * (1 - size)."""
    sizes = draw.features.abs().mean((2, 3)).numpy()
    return _follows(draw, size, sizes > np.median(sizes, axis=1, keepdims=True))


def _follows(draw: Draw, size: float, favoured: NDArray[np.bool_]) -> Mask:
    """Return a mask that prefers `favoured` planes [N, C]; under an exact count, it drops them first in a share of rows
    that is `size`."""
    if draw.law == "independent":
        return draw.rng.random(draw.shape) < draw.p * np.where(favoured, 1 + size, 1 - size)
    noise = draw.rng.random(draw.shape) - (favoured & draw.some(size, 0, 1))
    return noise.argsort(-1).argsort(-1) < round(draw.shape[2] * draw.p)
