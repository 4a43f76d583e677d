"""The law of a dropout mask, judged: rows independent of sample, call and channel, and the right number dropped.

Every verdict is an exact test of autograder/checks/statistics or an equality that a correct mask has with probability
far below it; only the name of a mistake, once there is one, is a guess.
"""

from collections.abc import Mapping

import numpy as np

from autograder.checks import statistics
from autograder.checks.statistics import ALPHA, Law, Mask
from seminar.feedback import CheckFailed, failure

NEAR, ROUGHLY = 0.01, 0.05  # of rates that share a name, seen in many channels and in few
SAME_RATE = 0.03  # of rates that do not depend on p; the p that are judged lie further apart


def require_mask(dropped: Mask, p: float, rates: Mapping[float, float]) -> None:
    """Assert that a mask [calls, N, C] follows one of the two laws of dropout with `p`, where C * p is an integer.

    `rates` are the shares of dropped channels seen with several p, to name a layer that ignores p. Makes
    N * (N - 1) / 2 + calls * (calls - 1) / 2 + C * (C + 3) / 2 + 11 tests, each at ALPHA.
    """
    require_random_everywhere(dropped)
    rows = dropped.reshape(-1, dropped.shape[2])
    law = statistics.law_of(rows, p)
    if law.dropped is not None and law.dropped not in statistics.allowed_counts(law.channels, p):
        raise _name_count(law, p, rates)
    if law.dropped is None and statistics.counts_p_value(rows, law) < ALPHA:
        _raise_named_counts(rows, law)
    right_rate = statistics.rate_p_value(rows, law) >= ALPHA
    # With the observed rate a wrong rate is not reported as dependence.
    seen = law if right_rate else Law(law.channels, float(rows.mean()))
    require_independent_rows(dropped, seen)
    require_independent_channels(rows, seen)
    if not right_rate:
        raise _name_rate(float(rows.mean()), p, rates)
    if law.dropped is None and statistics.counts_p_value(rows, law) < ALPHA:
        raise failure("channels_dependent")


def require_random_everywhere(dropped: Mask) -> None:
    """Assert that a mask [calls, N, C] varies along each axis; a correct one is constant along one with p < ALPHA."""
    if dropped.all():
        raise failure("everything_dropped")
    samples = bool((dropped == dropped[:, :1]).all())
    calls = bool((dropped == dropped[:1]).all())
    channels = bool((dropped == dropped[..., :1]).all())
    if channels and samples:
        raise failure("batch_all_or_nothing")
    if channels:
        raise failure("mask_without_channels")
    if samples and calls:
        raise failure("mask_constant", got=", ".join(map(str, np.flatnonzero(dropped[0, 0])[:5])))
    if samples:
        raise failure("mask_shared_by_batch")
    if calls:
        raise failure("mask_fixed")


def require_independent_rows(dropped: Mask, law: Law) -> None:
    """Assert that rows of a mask [calls, N, C] do not depend on each other, within a call and between calls."""
    calls = len(dropped)
    middle = dropped.shape[1] // 2
    neighbours = _rows(dropped[:, 0::2]), _rows(dropped[:, 1::2])
    halves = _rows(dropped[:, :middle]), _rows(dropped[:, middle:])
    successive = _rows(dropped[0::2]), _rows(dropped[1::2])
    within, between = _related(*neighbours, law), _related(*successive, law)
    if within and between and 0.5 < within / between < 2:  # all rows are alike: their channels are not independent
        require_independent_channels(_rows(dropped), law)
        raise failure("channels_dependent")
    if within > between:
        raise failure("mask_depends_on_sample")
    if any((dropped[one] == dropped[other]).all() for one in range(calls) for other in range(one)):
        raise failure("mask_depends_on_call")
    if between or statistics.rows_p_value(*successive, law) < ALPHA:
        raise failure("mask_depends_on_call")
    if min(statistics.rows_p_value(*pair, law) for pair in (neighbours, halves)) < ALPHA:
        raise failure("mask_depends_on_sample")
    if statistics.sample_pairs_p_value(dropped, law) < ALPHA:
        raise failure("mask_depends_on_sample")
    if statistics.call_pairs_p_value(dropped, law) < ALPHA:
        raise failure("mask_depends_on_call")
    if statistics.equal_totals_p_value(dropped, law) < ALPHA:
        raise failure("count_over_batch", got=int(dropped[0].sum()), planes=dropped[0].size)


def require_independent_channels(rows: Mask, law: Law) -> None:
    """Assert that every channel of a mask [rows, C] is dropped equally often, and pairs as the law has it."""
    if statistics.channels_p_value(rows, law) < ALPHA:
        raise failure("channels_unequal")
    if statistics.channel_pairs_p_value(rows, law) < ALPHA:
        raise failure("channels_dependent")


def require_rate(dropped: Mask, p: float) -> float | None:
    """Return None if a mask [calls, N, C] drops channels with probability `p` or C * p of each row, else its rate.

    One exact test at ALPHA; C * p may be rounded either way.
    """
    law = statistics.law_of(dropped, p)
    if law.dropped is not None:
        right = law.dropped in statistics.allowed_counts(law.channels, p)
    else:
        right = statistics.rate_p_value(dropped, law) >= ALPHA
    return None if right else float(dropped.mean())


def _raise_named_counts(rows: Mask, law: Law) -> None:
    """Raise the failure that names how the numbers of dropped channels per row are wrong, if it has a name."""
    counts, expected, rate = rows.sum(1), law.counts(), rows.mean()
    planned = round(law.channels * law.p)
    distinct = 1 - (1 - 1 / law.channels) ** planned  # the share that `planned` draws with replacement hit
    if planned > 1 and counts.max() == planned and abs(rate - distinct) < NEAR:
        raise failure("channels_drawn_twice", got=f"{counts.mean():.2f}", expected=planned)
    never_none, never_all = (bool((1 - expected[end]) ** len(rows) < ALPHA) for end in (0, -1))
    if never_none and counts.min() > 0 and law.p - ROUGHLY < rate < law.p / (1 - expected[0]) + ROUGHLY:
        raise failure("always_drops_one", expected=f"{expected[0]:.0%}")
    lowest = 1 - (1 - law.p) / (1 - expected[-1])
    if never_all and counts.max() < law.channels and lowest - ROUGHLY < rate < law.p + ROUGHLY:
        raise failure("never_drops_all", expected=f"{expected[-1]:.0%}")


def _name_count(law: Law, p: float, rates: Mapping[float, float]) -> CheckFailed:
    """Name a fixed number of dropped channels that is not C * p."""
    named = _name_rate(law.rate, p, rates)
    if named.code != "rate_wrong":
        return named
    return failure("count_wrong", got=law.dropped, expected=f"{law.channels * p:g}", channels=law.channels)


def _name_rate(got: float, p: float, rates: Mapping[float, float]) -> CheckFailed:
    """Name a wrong share of dropped channels."""
    shown = {"got": f"{got:.3f}", "expected": f"{p:g}"}
    if len(rates) > 1 and max(rates.values()) - min(rates.values()) < SAME_RATE:
        return failure("p_ignored", **shown)
    if abs(got - (1 - p)) < NEAR:
        return failure("keep_and_drop_swapped", **shown)
    if abs(got - (1 - (1 - p) ** 2)) < NEAR:
        return failure("dropped_twice", **shown)
    return failure("rate_wrong", **shown)


def _related(first: Mask, second: Mask, law: Law) -> float:
    """Return the share of rows of `second` that are shifts of those of `first`, or that drop as many channels.

    It is 0 where independent rows may well have as many (two tests).
    """
    share = 0.0
    if statistics.shift_p_value(first, second, law) < ALPHA:
        share = float(statistics.shifted(first, second).mean())
    if law.dropped is None and statistics.equal_counts_p_value(first, second, law) < ALPHA:
        share = max(share, float((first.sum(1) == second.sum(1)).mean()))
    return share


def _rows(dropped: Mask) -> Mask:
    return dropped.reshape(-1, dropped.shape[2])
