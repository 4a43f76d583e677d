"""Names of what is wrong with a dropout mask, or with its rate, once a test has shown that something is.

No verdict hangs on them. Where nothing fits, the caller says what was measured.
"""

from collections.abc import Mapping
from math import comb

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from coursekit.feedback import CheckFailed, failure

from .statistics import Mask

NEAR = 0.01  # of rates that share a name
SAME_RATE = 0.03  # of rates that do not depend on p; the p that are judged lie further apart
SHOWN = 5
ENOUGH_ROWS = 20
TREND = 0.9  # correlation of a share with a place or a time
FEWER = 4  # times fewer different masks than rows, and more pairs of equal ones than expected
APART = 8  # standard deviations between pairs of channels that are not alike

# What the tests call a dependence or an inequality without knowing its cause.
VAGUE = frozenset(
    ("channels_unequal", "channels_dependent", "samples_alike", "samples_unequal", "calls_alike", "calls_unequal")
)


def name_dependence(failed: CheckFailed, dropped: Mask) -> CheckFailed:
    """Return the name of how a mask [calls, N, C] is drawn that failed a test as one of VAGUE, else what failed."""
    if failed.code not in VAGUE:
        return failed
    rows = dropped.reshape(-1, dropped.shape[2])
    return (
        _name_times(failed, dropped)
        or _name_pair(rows, at_least=1.0)
        or _name_sets(rows)
        or _name_channels(failed, rows)
        or failed
    )


def name_count_per_call(dropped: Mask) -> CheckFailed | None:
    """Name a call that draws how many channels go once for all of its samples, None where it does not."""
    counts = dropped.sum(2)
    if (counts == counts[:, :1]).all() and (counts != counts[0]).any():
        return failure("count_per_call", low=int(counts.min()), high=int(counts.max()), channels=dropped.shape[2])
    return None


def _name_times(failed: CheckFailed, dropped: Mask) -> CheckFailed | None:
    """Name calls or samples that are treated unlike others."""
    rest = ~dropped.any((1, 2))
    if bool(rest.any()):
        return failure("calls_rest", got=int(np.sum(rest)), calls=np.size(rest), first=int(rest.argmax()) + 1)
    if failed.code == "samples_unequal" and not dropped.any((0, 2)).all():
        which = np.flatnonzero(~dropped.any((0, 2)))
        return failure("samples_rest", got=", ".join(map(str, which[:SHOWN])), samples=dropped.shape[1])
    if (per_call := name_count_per_call(dropped)) is not None:
        return per_call
    shares = dropped.mean((1, 2))
    if failed.code.startswith("calls") and abs(_trend(shares)) > TREND:
        return failure("rate_drifts", first=f"{shares[0]:.3f}", last=f"{shares[-1]:.3f}", calls=len(shares))
    return None


def _name_sets(rows: Mask) -> CheckFailed | None:
    """Name sets of dropped channels [rows, C] that are few, or runs of neighbours."""
    channels = rows.shape[1]
    several = rows[(rows.sum(1) > 1) & (rows.sum(1) < channels - 1)]
    begins = (several & ~np.roll(several, 1, axis=1)).sum(1)
    if len(several) >= ENOUGH_ROWS and (begins == 1).all():
        return failure("channels_in_runs")
    _, repeats = np.unique(rows, axis=0, return_counts=True)
    p = rows.mean()
    fixed = (rows.sum(1) == rows[0].sum()).all()
    alone = 1 / comb(channels, int(rows[0].sum())) if fixed else (p**2 + (1 - p) ** 2) ** channels
    pairs, expected = float((repeats * (repeats - 1.0)).sum()), len(rows) * (len(rows) - 1.0) * alone
    if len(repeats) * FEWER < len(rows) and pairs > FEWER * expected:
        return failure("mask_pool", got=len(repeats), rows=len(rows))
    return None


def _name_channels(failed: CheckFailed, rows: Mask) -> CheckFailed | None:
    """Name channels that are treated unlike others, a dependence of some pairs, or a wrong spread of the count."""
    shares = rows.mean(0)
    if failed.code == "channels_unequal":
        if not shares.all():
            got = ", ".join(map(str, np.flatnonzero(shares == 0)[:SHOWN]))
            return failure("channels_never", got=got, channels=len(shares))
        if abs(_trend(shares)) > TREND:
            return failure("channels_by_place", first=f"{shares[0]:.3f}", last=f"{shares[-1]:.3f}")
        return None
    if failed.code != "channels_dependent":
        return None
    paired = _name_pair(rows)
    if paired is not None:
        return paired
    counts = rows.sum(1)
    spread = np.sqrt(len(shares) * shares.mean() * (1 - shares.mean()))
    return failure(
        "counts_spread",
        got=f"{counts.std():.2f}",
        expected=f"{spread:.2f}",
        low=int(counts.min()),
        high=int(counts.max()),
        channels=len(shares),
    )


def _name_pair(rows: Mask, at_least: float = 0.0) -> CheckFailed | None:
    """Name the two channels that share their fate most unlike the others do, in `at_least` that share of the rows."""
    signs = np.where(rows, -1.0, 1.0)
    agree = (signs.T @ signs / len(rows) + 1) / 2
    itself = np.eye(len(agree), dtype=bool)
    usual = float(np.median(agree[~itself]))
    agree[itself] = usual
    far = np.abs(agree - usual)
    one, other = sorted(int(number) for number in np.unravel_index(far.argmax(), far.shape))
    share = float(agree[one, other])
    if share < at_least or far.max() <= APART * np.sqrt(usual * (1 - usual) / len(rows)):
        return None
    p = float(rows.mean())
    return failure("channels_paired", one=one, other=other, got=f"{share:.0%}", expected=f"{p**2 + (1 - p) ** 2:.0%}")


def name_share(got: float, p: float, rates: Mapping[float, float]) -> CheckFailed:
    """Name a share of dropped channels that is not p; rates: the shares seen with several p."""
    shown = {"got": f"{got:.3f}", "expected": f"{p:g}"}
    if len(rates) > 1 and max(rates.values()) - min(rates.values()) < min(SAME_RATE, max(rates.values()) / 4):
        return failure("p_ignored", **shown)
    if abs(got - (1 - p)) < NEAR:
        return failure("keep_and_drop_swapped", **shown)
    if abs(got - (1 - (1 - p) ** 2)) < NEAR:
        return failure("dropped_twice", **shown)
    if len(rates) < 2:
        return failure("rate_wrong", **shown)
    if all(abs(share - stats.norm.cdf(given)) < NEAR for given, share in rates.items()):
        return failure("rate_of_randn", **shown)
    seen = "; ".join(f"p = {given:g}: {share:.3f}" for given, share in sorted(rates.items()))
    if any(abs(share - given) < NEAR for given, share in rates.items()):
        return failure("rate_wrong_for_some", seen=seen, **shown)
    return failure("rate_wrong_for_all", seen=seen)


def _trend(shares: NDArray[np.float64]) -> float:
    """Return the correlation of shares with their number."""
    return float(np.corrcoef(shares, np.arange(len(shares)))[0, 1]) if shares.std() > 0 else 0.0
