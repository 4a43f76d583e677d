"""The law of a dropout mask, judged: rows independent of sample, call and channel, and the right number dropped.

Every verdict is an exact test of statistics.py or an equality that a correct mask has with probability far below
it; only the name of a mistake, once there is one, is a guess.
"""

from collections.abc import Mapping

import numpy as np

from coursekit.feedback import CheckFailed, failure
from seminar.recognisers.masks import require_random_everywhere
from seminar.recognisers.planes import Planes

from . import statistics
from .names import NEAR, name_count_per_call, name_dependence, name_share
from .statistics import ALPHA, Law, Mask

ROUGHLY = 0.05  # of rates that share a name, seen in few channels


def require_own_draws(planes: Planes, p: float, positive: Mask | None, large: Mask | None) -> None:
    """Assert that the mask of `planes` is drawn for every channel, sample and call anew, whatever the rate.

    positive, large: the signs and sizes of the planes [N, C], where these were drawn for the purpose. Makes
    N * (N - 1) / 2 + calls * (calls - 1) / 2 + C * (C + 3) / 2 + N + calls + 16 tests, each at ALPHA.
    """
    dropped = planes.dropped
    if dropped.all() or not dropped.any():
        return  # a matter of the rate
    try:
        _require_own_draws(dropped, p, positive, large)
    except CheckFailed as failed:
        raise name_dependence(failed, dropped) from None


def _require_own_draws(dropped: Mask, p: float, positive: Mask | None, large: Mask | None) -> None:
    for what, marked in (("sign", positive), ("size", large)):
        if marked is not None and statistics.association_p_value(dropped, marked) < ALPHA:
            raise failure(f"mask_depends_on_{what}")
    require_random_everywhere(dropped)
    require_copies_of_none(dropped, p)
    rows = _rows(dropped)
    # With the observed rate a wrong rate is not reported as dependence.
    law = _seen_law(rows, p)
    require_equal_channels(dropped)
    require_equal_rows(dropped, law)
    if law.dropped is None and name_counts(rows, Law(law.channels, p)) is not None:
        return  # `require_rate_law` charges it; what follows would call it dependence
    require_independent_rows(dropped, law)
    pairs = min(statistics.channel_pairs_p_value(rows, law), statistics.matched_pairs_p_value(rows, law))
    if pairs < ALPHA:
        raise failure("channels_dependent")
    if statistics.planes_p_value(dropped, law) < ALPHA:
        raise failure("planes_unequal")
    if law.dropped is None and statistics.counts_p_value(rows, law) < ALPHA:
        raise failure("channels_dependent")


def independent(planes: Planes, p: float) -> bool:
    """Tell whether a mask is drawn for every channel, sample and call anew, as `require_own_draws` has it."""
    try:
        require_own_draws(planes, p, None, None)
    except CheckFailed:
        return False
    return True


def require_rate_law(planes: Planes, p: float, rates: Mapping[float, float], *, independent: bool = True) -> None:
    """Assert that channels are dropped with probability `p`, or exactly C * p of each sample, C * p being an integer.

    rates: the shares of dropped channels seen with several p, to name a layer that ignores p. Where the mask is not
    drawn independently, which `require_own_draws` charges, p only has to lie between the shares that are seen.
    """
    rows = _rows(independent_part(planes.dropped))
    law = statistics.law_of(rows, p)
    if law.dropped is not None and len(rows) > 1:
        if law.dropped not in statistics.allowed_counts(law.channels, p):
            raise _name_count(law, p, rates)
        return
    rate = wrong_rate(planes.dropped, p)
    wrong = name_counts(rows, Law(law.channels, p))
    if (rate is None and wrong is None) or (not independent and _between(planes.dropped, p)):
        return
    raise wrong or _name_rate(planes, float(planes.dropped.mean()), p, rates)


def wrong_rate(dropped: Mask, p: float, *, fixed: bool | None = None) -> float | None:
    """Return None if a mask [calls, N, C] drops channels with probability `p` or C * p of each row, else its rate.

    C * p may be rounded either way. fixed: which of the two laws it has to be, where that is known. One exact test at
    ALPHA.
    """
    rows = _rows(independent_part(dropped))
    law = statistics.law_of(rows, p)
    if law.dropped is not None and fixed is not False and (len(rows) > 1 or fixed):
        right = law.dropped in statistics.allowed_counts(law.channels, p)
    else:
        right = statistics.rate_p_value(rows, Law(law.channels, p)) >= ALPHA
    return None if right else float(dropped.mean())


def independent_part(dropped: Mask) -> Mask:
    """Return a mask [calls, N, C] without what only repeats: calls or samples that are all alike, unless all are kept
    or all are dropped, as some rates make them."""
    if dropped.all() or not dropped.any():
        return dropped
    if (dropped == dropped[:1]).all():
        dropped = dropped[:1]
    if (dropped == dropped[:, :1]).all():
        dropped = dropped[:, :1]
    return dropped[..., :1] if (dropped == dropped[..., :1]).all() else dropped


def require_copies_of_none(dropped: Mask, p: float) -> None:
    """Assert that rows of a mask [calls, N, C] are no copies or shifts of their neighbours, nor of the call before."""
    law = _seen_law(_rows(dropped), p)
    within, between = (_copied(first, second, law) for first, second in (_neighbours(dropped), _successive(dropped)))
    if within > 2 * between and (per_call := name_count_per_call(dropped)) is not None:
        raise per_call
    if within > 2 * between:
        raise failure("mask_depends_on_sample", share=f"{within:.0%}")
    if between > 2 * within:
        raise failure("mask_depends_on_call", share=f"{between:.0%}")


def require_equal_channels(dropped: Mask) -> None:
    """Assert that every channel of a mask [calls, N, C] is dropped equally often."""
    rows = _rows(dropped)
    law = _seen_law(rows, float(rows.mean()))
    if statistics.channels_p_value(rows, law) < ALPHA:
        shares = rows.mean(0)
        raise failure("channels_unequal", low=f"{shares.min():.3f}", high=f"{shares.max():.3f}")


def require_equal_rows(dropped: Mask, law: Law) -> None:
    """Assert that every sample, and every call, of a mask [calls, N, C] loses equally many channels."""
    for code, p_value, axes in (
        ("calls_unequal", statistics.calls_p_value, (1, 2)),
        ("samples_unequal", statistics.samples_p_value, (0, 2)),
    ):
        if p_value(dropped, law) < ALPHA:
            shares = dropped.mean(axes)
            raise failure(code, low=f"{shares.min():.3f}", high=f"{shares.max():.3f}")


def require_independent_rows(dropped: Mask, law: Law) -> None:
    """Assert that rows of a mask [calls, N, C] do not depend on each other, within a call and between calls."""
    calls = len(dropped)
    middle = dropped.shape[1] // 2
    neighbours, successive = _neighbours(dropped), _successive(dropped)
    halves = _rows(dropped[:, :middle]), _rows(dropped[:, middle:])
    within, between = (_related(*pair, law) for pair in (neighbours, successive))
    if within and between and 0.5 < within / between < 2:  # all rows are alike: their channels are not independent
        raise failure("channels_dependent")
    if within > between:
        raise failure("samples_alike")
    chance = calls * calls * law.pair_agreement ** dropped[0].size  # of two independent calls that are the same
    if chance < ALPHA and any((dropped[one] == dropped[other]).all() for one in range(calls) for other in range(one)):
        raise failure("calls_alike")
    if between or statistics.rows_p_value(*successive, law) < ALPHA:
        raise failure("calls_alike")
    if min(statistics.rows_p_value(*pair, law) for pair in (neighbours, halves)) < ALPHA:
        raise failure("samples_alike")
    if statistics.sample_pairs_p_value(dropped, law) < ALPHA:
        raise failure("samples_alike")
    if statistics.call_pairs_p_value(dropped, law) < ALPHA:
        raise failure("calls_alike")
    if statistics.equal_totals_p_value(dropped, law) < ALPHA:
        raise failure("count_over_batch", got=int(dropped[0].sum()), planes=dropped[0].size)


def name_counts(rows: Mask, law: Law) -> CheckFailed | None:
    """Return the failure that names how the numbers of dropped channels per row are wrong, if it has a name.

    That no row loses all of its channels is no mistake: a layer may well keep one.
    """
    counts, expected, rate = rows.sum(1), law.counts(), rows.mean()
    planned = round(law.channels * law.p)
    distinct = 1 - (1 - 1 / law.channels) ** planned  # the share that `planned` draws with replacement hit
    if planned > 1 and counts.max() <= planned and abs(rate - distinct) < NEAR:
        return failure("channels_drawn_twice", got=f"{counts.mean():.2f}", expected=planned)
    never_none = bool((1 - expected[0]) ** len(rows) < ALPHA)
    if never_none and counts.min() > 0 and law.p - ROUGHLY < rate < law.p / (1 - expected[0]) + ROUGHLY:
        return failure("always_drops_one", expected=f"{expected[0]:.0%}")
    return None


def _name_count(law: Law, p: float, rates: Mapping[float, float]) -> CheckFailed:
    """Name a fixed number of dropped channels that is not C * p."""
    named = name_share(law.rate, p, rates)
    if not named.code.startswith("rate_wrong"):
        return named
    return failure("count_wrong", got=law.dropped, expected=f"{law.channels * p:g}", channels=law.channels)


def _name_rate(planes: Planes, got: float, p: float, rates: Mapping[float, float]) -> CheckFailed:
    """Name a wrong share of dropped channels; where kept ones of a sample differ, it is no mask of zeros and ones."""
    low, high = _range_within_a_sample(planes)
    if high > low * (1 + ROUGHLY):
        return failure("mask_not_binary", low=f"{low:.3g}", high=f"{high:.3g}", got=f"{got:.3f}", expected=f"{p:g}")
    return name_share(got, p, rates)


def _range_within_a_sample(planes: Planes) -> tuple[float, float]:
    """Return the factors of the two kept planes of one sample that differ most."""
    kept = np.where(planes.dropped, np.nan, np.abs(planes.scale))
    several = kept[np.isfinite(kept).sum(-1) > 1]
    if not len(several):
        return 1.0, 1.0
    low, high = np.nanmin(several, axis=-1), np.nanmax(several, axis=-1)
    worst = int((high - low).argmax())
    return float(low[worst]), float(high[worst])


def _between(dropped: Mask, p: float) -> bool:
    """Tell whether some calls, samples or channels lose more than a share p of what they have, and some less."""
    shares = [dropped.mean(axes) for axes in ((1, 2), (0, 2), (0, 1))]
    return any(float(share.min()) <= p <= float(share.max()) for share in shares)


def _seen_law(rows: Mask, p: float) -> Law:
    """Return the law that a mask follows: with `p` if that is its rate, else with the rate that it has."""
    law = statistics.law_of(rows, p)
    return law if statistics.rate_p_value(rows, law) >= ALPHA else Law(law.channels, float(rows.mean()))


def _copied(first: Mask, second: Mask, law: Law) -> float:
    """Return the share of rows of `second` that are shifts of those of `first`; 0 where it may be chance."""
    return (
        float(statistics.shifted(first, second).mean()) if statistics.shift_p_value(first, second, law) < ALPHA else 0.0
    )


def _related(first: Mask, second: Mask, law: Law) -> float:
    """Return the share of rows of `second` that are shifts of those of `first`, or that drop as many channels.

    It is 0 where independent rows may well have as many (two tests).
    """
    share = _copied(first, second, law)
    if law.dropped is None and statistics.equal_counts_p_value(first, second, law) < ALPHA:
        share = max(share, float((first.sum(1) == second.sum(1)).mean()))
    return share


def _neighbours(dropped: Mask) -> tuple[Mask, Mask]:
    return _rows(dropped[:, 0::2]), _rows(dropped[:, 1::2])


def _successive(dropped: Mask) -> tuple[Mask, Mask]:
    return _rows(dropped[0::2]), _rows(dropped[1::2])


def _rows(dropped: Mask) -> Mask:
    return dropped.reshape(-1, dropped.shape[2])
