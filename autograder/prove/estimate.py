"""From which size on a deviation is seen with a given probability, when one can only try: numbers and intervals.

The probability is taken as rising with the size like a normal distribution function. Its two parameters are fitted to
all tries near the middle, and what that promises is tried again.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy import optimize, stats

# Tries: a step of the search, each size of the fit, what is promised at 50 % and at 99 %.
SEARCH, FIT, MIDDLE, HIGH = 5, 12, 40, 100
STEPS = 7  # the search ends within 2^-7 of the range of sizes, in their logarithm
FIT_SIZES = (0.6, 0.8, 1.0, 1.2, 1.4)  # times the middle, as far as the search did not leave it between 0 and 1
MISSES = 3  # of HIGH: more have a probability of 2 % where the deviation is seen with 99 %
LARGER, LONGEST = 1.1, 25  # then the size is raised, so many times at most

Seen = Callable[[float, int], bool]  # whether a deviation of this size is seen, in the try of this number


@dataclass(frozen=True)
class Tried:
    """`seen` of `tries` at `size`."""

    size: float
    seen: int
    tries: int

    def interval(self) -> tuple[float, float]:
        """Return the 95 % interval of Clopper and Pearson for the probability to be seen."""
        low = stats.beta.ppf(0.025, self.seen, self.tries - self.seen + 1) if self.seen else 0.0
        high = stats.beta.ppf(0.975, self.seen + 1, self.tries - self.seen) if self.seen < self.tries else 1.0
        return float(low), float(high)


@dataclass(frozen=True)
class Power:
    """What was tried at the sizes that should be seen with 50 % and with 99 %; None where no allowed size is."""

    half: Tried | None
    high: Tried | None


def measure(seen: Seen, smallest: float, largest: float) -> Power:
    """Return from which size on, between `smallest` and `largest`, a deviation is seen; each try has its own number."""
    done: list[Tried] = []

    def attempt(size: float, tries: int) -> Tried:
        start = sum(result.tries for result in done)
        done.append(Tried(size, sum(seen(size, start + number) for number in range(tries)), tries))
        return done[-1]

    if attempt(largest, SEARCH).seen <= SEARCH // 2:
        return Power(None, None)
    low, high = np.log(smallest), np.log(largest)
    for _ in range(STEPS):
        middle = (low + high) / 2
        low, high = (low, middle) if attempt(float(np.exp(middle)), SEARCH).seen > SEARCH // 2 else (middle, high)
    centre = float(np.exp((low + high) / 2))
    for factor in FIT_SIZES:
        if centre * factor <= largest:
            attempt(centre * factor, FIT)
    middle, spread = fit(done, centre)
    half = attempt(middle, MIDDLE)
    size = min(middle + stats.norm.ppf(0.99) * spread, largest)
    for _ in range(LONGEST):
        tried = attempt(size, HIGH)
        if tried.tries - tried.seen <= MISSES:
            return Power(half, tried)
        if size == largest:
            break
        size = min(size * LARGER, largest)
    return Power(half, None)


def fit(done: list[Tried], centre: float) -> tuple[float, float]:
    """Return middle and spread of the normal distribution function of size that fits what was tried best."""
    sizes, seen, tries = (np.array([getattr(result, name) for result in done]) for name in ("size", "seen", "tries"))

    def surprise(parameters: np.ndarray) -> float:
        z = (sizes - parameters[0] * centre) / (centre * np.exp(parameters[1]))
        return -float((seen * stats.norm.logcdf(z) + (tries - seen) * stats.norm.logsf(z)).sum())

    found = optimize.minimize(
        surprise, [1.0, np.log(0.15)], method="Nelder-Mead", bounds=[(0.5, 2.0), (np.log(0.002), np.log(0.7))]
    )
    return float(found.x[0] * centre), float(np.exp(found.x[1]) * centre)
