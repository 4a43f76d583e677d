"""Exact laws of dropout masks: what counts of a correct mask look like, and how unlikely the seen ones are.

Both readings of the specification are laws here: every channel on its own with probability p, or exactly C * p
channels of each sample. A p-value below ALPHA is taken as proof of a mistake. Nothing here knows what a mistake is
called.
"""

from dataclasses import dataclass, replace
from math import comb

import numpy as np
from numpy.typing import NDArray
from scipy import stats

# A check makes at most 40,000 tests (nearly all of them pairs of samples), so that a correct layer fails one check
# with probability below 4e-10 by the union bound.
ALPHA = 1e-14

# Tilts of `sum_bound`, in units of 1 / standard deviation: the best one for a sum z deviations off is about z, and 2 %
# beside it the bound is larger by a factor 1 + z ** 2 / 5000.
TILTS = np.geomspace(0.5, 80, 128)

Mask = NDArray[np.bool_]  # [rows, channels] or [calls, samples, channels], True where a channel was dropped


@dataclass(frozen=True)
class Law:
    """The law of one row of a mask: `dropped` is the exact number per row, or None for independent channels."""

    channels: int
    p: float
    dropped: int | None = None

    @property
    def rate(self) -> float:
        """Probability that one channel is dropped."""
        return self.p if self.dropped is None else self.dropped / self.channels

    @property
    def pair_agreement(self) -> float:
        """Probability that two channels of one row share their fate."""
        if self.dropped is None:
            return self.p**2 + (1 - self.p) ** 2
        k, c = self.dropped, self.channels
        return (k * (k - 1) + (c - k) * (c - k - 1)) / (c * (c - 1))

    def counts(self) -> NDArray[np.float64]:
        """Return the distribution of the number of dropped channels of one row, 0 to C."""
        values = np.arange(self.channels + 1)
        if self.dropped is None:
            return stats.binom.pmf(values, self.channels, self.p)
        return (values == self.dropped).astype(float)

    def row_agreement(self) -> NDArray[np.float64]:
        """Return the distribution of the number of channels, 0 to C, in which two independent rows agree."""
        c = self.channels
        if self.dropped is None:
            return stats.binom.pmf(np.arange(c + 1), c, self.pair_agreement)
        pmf = np.zeros(c + 1)
        for both in range(self.dropped + 1):
            agree = c - 2 * (self.dropped - both)
            if agree >= 0:
                pmf[agree] = stats.hypergeom.pmf(both, c, self.dropped, self.dropped)
        return pmf


def allowed_counts(channels: int, p: float) -> set[int]:
    """Return C * p rounded either way; rounding noise of p * C does not turn 6.000000001 into 7."""
    return {int(np.floor(channels * p + 1e-9)), int(np.ceil(channels * p - 1e-9))}


def law_of(mask: Mask, p: float) -> Law:
    """Return the law that a mask claims to follow: a fixed count if every row drops equally many channels.

    Whether that count is the right one is for the caller to judge, with `allowed_counts`. Many rows of independent
    channels have one count in common with a probability that the caller has to keep below ALPHA.
    """
    counts = mask.sum(-1)
    law = Law(mask.shape[-1], p)
    return replace(law, dropped=int(counts.flat[0])) if (counts == counts.flat[0]).all() else law


def binomial_p_value(count: int, trials: int, probability: float) -> float:
    """Return the exact two-sided p-value of `count` successes in `trials` (the smaller tail, doubled)."""
    low = stats.binom.cdf(count, trials, probability)
    high = stats.binom.sf(count - 1, trials, probability)
    return float(min(1.0, 2 * min(low, high)))


def agreement_p_value(total: int, law: Law, rows: int) -> float:
    """Return the two-sided p-value, or a bound on it, of `total` agreeing channels in `rows` independent row pairs."""
    if law.dropped is None:
        return binomial_p_value(total, rows * law.channels, law.pair_agreement)
    return sum_bound(total, np.arange(law.channels + 1.0), law.row_agreement(), rows)


def sum_bound(total: float, values: NDArray[np.float64], pmf: NDArray[np.float64], terms: int) -> float:
    """Return Chernoff's bound on the two-sided p-value of a sum of `terms` independent numbers of one distribution.

    pmf: the probabilities of `values`. For every t the sum S has P(S >= s) <= E exp(t (S - s)), and the same for -t;
    the least over TILTS is taken, and doubled. Where S is about normal the bound is about z sqrt(2 pi) times the tail,
    z being how many standard deviations s is off.
    """
    mean = float(pmf @ values)
    centred = values - mean
    deviation = float(np.sqrt(terms * (pmf @ centred**2)))
    excess = total - terms * mean
    if deviation == 0:
        return 1.0 if abs(excess) < 1e-9 else 0.0
    tilts = np.sign(excess) * TILTS / deviation
    exponents = np.where(pmf > 0, tilts[:, None] * centred, -np.inf)  # [T, V]
    largest = exponents.max(1)
    moments = np.log((pmf * np.exp(exponents - largest[:, None])).sum(1)) + largest  # log E exp(t (X - mean))
    return float(min(1.0, 2 * np.exp((moments * terms - tilts * excess).min())))


def rate_p_value(mask: Mask, law: Law) -> float:
    """Return the p-value of the number of dropped channels in the whole mask; a fixed count has nothing to test."""
    return 1.0 if law.dropped is not None else binomial_p_value(int(mask.sum()), mask.size, law.rate)


def channels_p_value(rows: Mask, law: Law) -> float:
    """Return the smallest p-value, over the channels, of how often one was dropped in independent rows (C tests)."""
    counts = rows.sum(0)
    return min(binomial_p_value(int(count), len(rows), law.rate) for count in (counts.min(), counts.max()))


def samples_p_value(mask: Mask, law: Law) -> float:
    """Return the smallest p-value, over the samples of a mask [calls, N, C], of how many planes one lost (N tests).

    A fixed number per row has nothing to test.
    """
    if law.dropped is not None:
        return 1.0
    counts = mask.sum((0, 2))
    return min(binomial_p_value(int(count), mask[:, 0].size, law.rate) for count in (counts.min(), counts.max()))


def calls_p_value(mask: Mask, law: Law) -> float:
    """Return the smallest p-value, over the calls of a mask [calls, N, C], of how many planes one dropped."""
    return samples_p_value(mask.transpose(1, 0, 2), law)


def association_p_value(mask: Mask, marked: Mask) -> float:
    """Return a bound on the p-value of how much the planes that a mask [calls, N, C] drops are those `marked` [N, C].

    Whatever the law of the mask, if it does not know the marks, and these are coin flips e = +-1 of the grader's own,
    then for any weights w the sum of w * e is t or more with probability at most exp(-t^2 / (2 * sum of w^2))
    (Hoeffding, 1963, theorem 2), for either sign. The weights are the numbers of calls that drop a plane, centred.
    """
    weights = mask.sum(0) - mask.sum(0).mean()
    total = float((weights * np.where(marked, 1.0, -1.0)).sum())
    spread = float((weights**2).sum())
    return min(1.0, 2 * float(np.exp(-(total**2) / (2 * spread)))) if spread else 1.0


def channel_pairs_p_value(rows: Mask, law: Law) -> float:
    """Return the smallest p-value, over all pairs of channels, of how often the two share their fate in a row."""
    return min(binomial_p_value(count, len(rows), law.pair_agreement) for count in _extreme_agreements(rows.T))


def rows_p_value(first: Mask, second: Mask, law: Law) -> float:
    """Return the p-value of how many channels agree between the rows of `first` and independent rows of `second`."""
    return agreement_p_value(int((first == second).sum()), law, len(first))


def sample_pairs_p_value(mask: Mask, law: Law) -> float:
    """Return the smallest p-value, over all pairs of samples of a mask [calls, N, C], of how much the two agree."""
    calls, samples, _ = mask.shape
    extremes = _extreme_agreements(mask.transpose(1, 0, 2).reshape(samples, -1))
    return min(agreement_p_value(total, law, calls) for total in extremes)


def call_pairs_p_value(mask: Mask, law: Law) -> float:
    """Return the smallest p-value, over all pairs of calls of a mask [calls, N, C], of how much the two agree."""
    calls, samples, _ = mask.shape
    return min(agreement_p_value(total, law, samples) for total in _extreme_agreements(mask.reshape(calls, -1)))


def shifted(first: Mask, second: Mask) -> Mask:
    """Tell for every row of `first` that is neither all dropped nor all kept whether it is a cyclic shift of the row of
    `second`."""
    shifts = range(first.shape[1])
    mixed = first.any(1) & ~first.all(1)
    return mixed & np.any([(first == np.roll(second, shift, axis=1)).all(1) for shift in shifts], axis=0)


def shift_p_value(first: Mask, second: Mask, law: Law) -> float:
    """Return a bound on the p-value of how many rows of `first` are cyclic shifts of the rows of `second`.

    One row is a given shift of another independent one with the probability a that all channels agree, hence some
    shift of it with at most C * a.
    """
    channels = first.shape[1]
    bound = min(1.0, channels * float(law.row_agreement()[channels]))
    return float(stats.binom.sf(int(shifted(first, second).sum()) - 1, len(first), bound))


def counts_p_value(rows: Mask, law: Law) -> float:
    """Return the smallest p-value, over the numbers 0 to C, of how many rows drop so many channels (C + 1 tests)."""
    seen = np.bincount(rows.sum(1), minlength=rows.shape[1] + 1)
    expected = law.counts()
    low, high = stats.binom.cdf(seen, len(rows), expected), stats.binom.sf(seen - 1, len(rows), expected)
    return float(min(1.0, 2 * np.minimum(low, high).min()))


def equal_counts_p_value(first: Mask, second: Mask, law: Law) -> float:
    """Return the one-sided p-value of how many rows drop as many channels as an independent row beside them."""
    equal = int((first.sum(1) == second.sum(1)).sum())
    return float(stats.binom.sf(equal - 1, len(first), float((law.counts() ** 2).sum())))


def equal_totals_p_value(mask: Mask, law: Law) -> float:
    """Return a bound on the p-value of all calls of a mask [calls, N, C] dropping equally many channels in total.

    With m the largest probability of one total, all calls have the first one's with probability at most
    m ** (calls - 1). It is 1 where totals differ or where the law fixes them.
    """
    totals = mask.sum((1, 2))
    if law.dropped is not None or (totals != totals[0]).any():
        return 1.0
    planes = mask[0].size
    mode = int((planes + 1) * law.p)
    return float(stats.binom.pmf(mode, planes, law.p) ** (len(totals) - 1))


def matched_pairs_p_value(rows: Mask, law: Law) -> float:
    """Return the smallest p-value, over three ways to match channels, of how many pairs share their fate in all rows.

    Matched are neighbours (0, 1), (2, 3) ...; channels half of C apart; and the first with the last, the second with
    the last but one ... Pairs of a matching have no channel in common, so that independent channels agree in a
    binomial number of pairs; for a fixed count k, b pairs are dropped whole and k - 2b single channels of others.
    """
    half = rows.shape[1] // 2
    first, last, even = rows[:, :half], rows[:, -half:], rows[:, : 2 * half]
    matchings = ((even[:, 0::2], even[:, 1::2]), (first, last), (first, last[:, ::-1]))
    totals = [int((one == other).sum()) for one, other in matchings]
    if law.dropped is None:
        return min(binomial_p_value(total, len(rows) * half, law.pair_agreement) for total in totals)
    if rows.shape[1] % 2:
        return 1.0
    pmf = np.zeros(half + 1)
    for whole in range(law.dropped // 2 + 1):
        single = law.dropped - 2 * whole
        if whole + single <= half:
            ways = comb(half, whole) * comb(half - whole, single) * 2**single
            pmf[half - single] = ways / comb(law.channels, law.dropped)
    return min(sum_bound(total, np.arange(half + 1.0), pmf, len(rows)) for total in totals)


def planes_p_value(mask: Mask, law: Law) -> float:
    """Return a bound on the p-value of how much planes (sample, channel) differ in how often they were dropped.

    The sum over all planes of (dropped - calls * p) ** 2, where `dropped` is binomial over the calls; a fixed count
    makes the planes of a sample dependent, and has nothing to test here.
    """
    if law.dropped is not None:
        return 1.0
    calls = len(mask)
    values = np.square(np.arange(calls + 1.0) - calls * law.p)
    pmf = stats.binom.pmf(np.arange(calls + 1), calls, law.p)
    return sum_bound(float(values[mask.sum(0)].sum()), values, pmf, mask[0].size)


def _extreme_agreements(items: Mask) -> tuple[int, int]:
    """Return in how many positions the least and the most alike two of the rows of `items` agree."""
    signs = np.where(items, -1.0, 1.0)
    agreements = (signs @ signs.T + items.shape[1]) / 2
    upper = agreements[np.triu_indices(len(items), 1)]
    return int(upper.min()), int(upper.max())
