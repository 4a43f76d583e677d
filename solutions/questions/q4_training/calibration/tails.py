"""How often a further submission of a kind would pass q4's rule, estimated from the runs of that kind.

One run is modelled as normal with a spread of its own on each side of the median (a two-piece normal distribution):
shortcuts spread further down than up. What the estimate allows for besides:

- runs of one submission are judged on the same fresh images, whose own difficulty shifts all of them together. Its
  variance is taken as the binomial m (1 - m) / n, the most it can be, because a shared shift helps neither side;
- median and spread come from a finite number of runs, so the probability is averaged over what they might be: the
  spread over its scaled inverse chi-squared posterior, the median as one more shared shift
  (Gelman et al., Bayesian Data Analysis, 2013, section 3.2).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from ..rule import NEEDED, RUNS, Rule

SMALLEST_SPREAD = 1e-3  # of kinds whose runs are all alike
# Nodes of the numerical averages. More of them change no estimate above 1e-9 by a tenth.
SHIFTS = np.linspace(-8, 8, 401)
FACTORS = np.geomspace(0.4, 4, 201)


@dataclass(frozen=True)
class Spread:
    """The accuracies of one kind of network: how many runs, their median, and their spread on each side of it.

    mean, deviation, lowest and highest are for readers. below, above: root mean square distance to the median of the
    runs under it and over it.
    """

    runs: int
    mean: float
    deviation: float
    lowest: float
    highest: float
    median: float
    below: float
    above: float

    def fails(self, rule: Rule, fresh_images: int) -> float:
        """Estimate the probability that a further submission of this kind fails the rule."""
        return self._average(rule, fresh_images, self.below, passes=False)

    def passes(self, rule: Rule, fresh_images: int) -> float:
        """Estimate the probability that a further submission of this kind passes the rule."""
        return self._average(rule, fresh_images, self.above, passes=True)

    def _average(self, rule: Rule, fresh_images: int, side: float, *, passes: bool) -> float:
        """Average over the shared shift and over the spread's posterior; `side` is the spread that decides."""
        spread = max(side, SMALLEST_SPREAD)
        shared = self.median * (1 - self.median) / fresh_images
        freedom = max(self.runs // 2, 2)  # runs on the side that decides
        # The posterior of the true spread is side * sqrt(freedom / chi2).
        edges = stats.chi2.cdf(freedom / FACTORS**2, freedom)
        weights = -np.diff(edges)
        weights[0] += 1 - edges[0]
        weights[-1] += edges[-1]
        factors = np.sqrt(FACTORS[:-1] * FACTORS[1:])[:, None]  # [factors, 1]
        total = (spread * factors) ** 2
        together = np.minimum(shared, 0.9 * total)
        # The variance of a normal sample's median is pi / 2 times that of its mean.
        shift = SHIFTS[None, :] * np.sqrt(together + np.pi / 2 * total / self.runs)
        alone = np.sqrt(total - together)
        density = np.exp(-(SHIFTS**2) / 2)
        density /= density.sum()
        lowers = [(level - self.median - shift) / alone for level in (rule.hopeless, rule.threshold, rule.sure)]
        chance = _passes(*lowers) if passes else _fails(*lowers)
        return float(weights @ (chance @ density))


def spread(accuracies: Sequence[float]) -> Spread:
    """Summarise the accuracies of one kind."""
    values = np.asarray(accuracies, dtype=np.float64)
    median = float(np.median(values))
    return Spread(
        runs=len(values),
        mean=float(values.mean()),
        deviation=float(values.std(ddof=1)),
        lowest=float(values.min()),
        highest=float(values.max()),
        median=median,
        below=_distance(values[values <= median], median),
        above=_distance(values[values >= median], median),
    )


def _distance(values: NDArray[np.float64], median: float) -> float:
    return float(np.sqrt(((values - median) ** 2).mean()))


def _passes(hopeless: NDArray, threshold: NDArray, sure: NDArray) -> NDArray:
    """Return the probability that the rule passes, from standardised distances to its three levels."""
    reach, at_once = stats.norm.sf(threshold), stats.norm.sf(sure)
    near_miss = stats.norm.cdf(threshold) - stats.norm.cdf(hopeless)
    return at_once + (reach - at_once) * _at_least(NEEDED - 1, reach) + near_miss * _at_least(NEEDED, reach)


def _fails(hopeless: NDArray, threshold: NDArray, sure: NDArray) -> NDArray:
    """Return one minus `_passes`, without the rounding of a difference from one."""
    miss, at_once = stats.norm.cdf(threshold), stats.norm.cdf(hopeless)
    near_hit = stats.norm.sf(threshold) - stats.norm.sf(sure)
    enough = RUNS - NEEDED + 1  # misses that decide
    return at_once + (miss - at_once) * _at_least(enough - 1, miss) + near_hit * _at_least(enough, miss)


def _at_least(count: int, chance: NDArray) -> NDArray:
    """Return the probability of `count` or more among the runs after the first one."""
    return stats.binom.sf(count - 1, RUNS - 1, chance)
