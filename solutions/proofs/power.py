"""The power of q3's random checks: for each deviation of a mask, from which size on it is seen.

A mask is drawn and given to the verdicts of questions/q3_spatial_dropout/mask.py, as many calls, samples and channels
at the same p as the checks look at. The exact factor of kept planes is no matter of chance: a real layer is asked.
"""

import zlib
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache, partial
from multiprocessing import get_context

import numpy as np
from torch import Tensor

from autograder.course import load_course
from autograder.judge import one_thread
from autograder.paths import COURSE
from autograder.prove.estimate import Power, Seen, measure
from autograder.trial import Build
from coursekit.feedback import CheckFailed
from seminar.recognisers.planes import Planes
from seminar.subject import Subject

from ..questions.q3_spatial_dropout import care as dropout_care
from ..questions.q3_spatial_dropout import checks as dropout
from ..questions.q3_spatial_dropout import mask as dropout_mask
from ..questions.q3_spatial_dropout import scale as dropout_scale
from ..questions.q3_spatial_dropout.looks import DEFAULT_P
from ..shared.trial import Trial
from . import masks
from .looks import Look, PlainDropout, recorded
from .masks import Deviation, Draw

Judge = Callable[[Look, Planes], None]

SECRETS = 8  # builds whose drawn p and inputs are used in turn
SEED = 20
NOTHING = Power(None, None)
# The smallest and the largest size that is tried: relative to a rate (0.75 * 1.33 is 1), a share of rows, samples or
# calls, relative to the factor.
RATES, SHARES, FACTORS = (1e-3, 0.33), (1e-3, 1.0), (1e-8, 1e-2)
# A batch whose samples are all copied from their neighbours is a right one; where all are spared, nothing is dropped.
COPIES = (1e-3, 0.7)
EXACT_STEPS = 12  # of the search for a size that is no matter of chance: within 0.4 % of it


@dataclass(frozen=True)
class Row:
    """One line of the table: a deviation under one of the laws, and what was measured of it; `exact` where it is seen
    from that size on, without chance."""

    name: str
    law: str
    power: Power
    exact: float | None = None


def measure_all(jobs: int, progress: Callable[[int, int], None]) -> list[Row]:
    """Return the rows of the table, measured by `jobs` processes; `progress` is told how many of how many are done."""
    steps: list[Callable[[], Row]] = [partial(mask_row, *kind) for kind in MASKS]
    steps += [partial(default_row, deviation) for deviation in RATE]
    steps += [partial(exact_row, deviation, seen) for seen in (mask_seen, default_seen) for deviation in RATE]
    steps.append(scale_row)
    rows = []
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        for number, row in enumerate(pool.map(measure_row, steps), start=1):
            rows.append(row)
            progress(number, len(steps))
    return rows


def measure_row(step: Callable[[], Row]) -> Row:
    """Measure one row, on one thread."""
    with one_thread():
        return step()


def mask_row(deviation: Deviation, law: str, sizes: tuple[float, float]) -> Row:
    """Return the row of a deviation of the mask that the checks of the mask may see."""
    return Row(deviation.__name__, law, measure(mask_seen(deviation, law), *sizes))


def mask_seen(deviation: Deviation, law: str) -> Seen:
    """Return whether one of the two checks of the mask fails a layer with a deviation.

    Wrong rates are for the one, all else for the other to see. Looks at high p come first: they see the most.
    """

    def seen(size: float, number: int) -> bool:
        judged = judge_rate if deviation in RATE else judge_draws
        looks = [(look, judge) for look, judge in mask_looks(number % SECRETS) if judge is judged]
        rng = _generator(deviation, law, number)
        for look, judge in sorted(looks, key=lambda pair: -(pair[0].p or 0) * pair[0].features.shape[1]):
            draw = Draw(look.shape, look.features, look.p or DEFAULT_P, law, rng)
            if refused(judge, look, deviation(draw, size)):
                return True
        return False

    return seen


def refused(judge: Judge, look: Look, mask: masks.Mask) -> bool:
    """Tell whether a check refuses a mask [calls, N, C] of a look."""
    planes = Planes(mask, np.ones(mask.shape), np.zeros(mask.shape[:2], dtype=bool))
    try:
        judge(look, planes)
    except CheckFailed:
        return True
    return False


def judge_draws(look: Look, planes: Planes) -> None:
    """Judge as `check_channels` does."""
    positive = look.features[:, :, 0, 0].numpy() > 0
    large = look.features.abs().mean((2, 3)).numpy() > 1
    dropout_mask.require_own_draws(planes, look.p or DEFAULT_P, positive, large)


def judge_rate(look: Look, planes: Planes) -> None:
    """Judge as `check_rate` does."""
    dropout_mask.require_rate_law(planes, look.p or DEFAULT_P, {})


def default_seen(deviation: Deviation, law: str) -> Seen:
    """Return whether the check of the default p fails a layer whose default deviates."""

    def seen(size: float, number: int) -> bool:
        look = default_look(number % SECRETS)
        draw = Draw(look.shape, look.features, DEFAULT_P, law, _generator(deviation, law, number))
        return dropout_mask.wrong_rate(deviation(draw, size), DEFAULT_P) is not None

    return seen


@cache
def mask_looks(secret: int) -> list[tuple[Look, Judge]]:
    """Return what the two checks of the mask look at in the build of a secret, each with its judge."""
    draws = recorded(dropout.check_channels, "channels", f"power {secret}")
    rates = recorded(dropout.check_rate, "rate", f"power {secret}")
    pairs = [*((look, judge_draws) for look in draws), *((look, judge_rate) for look in rates)]
    return [(look, judge) for look, judge in pairs if look.calls > 1]  # one call only asks which values get lost


@cache
def default_look(secret: int) -> Look:
    """Return the look at a layer that was made without p."""
    (look,) = (look for look in recorded(dropout_care.check_care, "care", f"power {secret}") if look.p is None)
    return look


def default_row(deviation: Deviation) -> Row:
    """Return the row of a default p that is 0.2 * (1 + size), or 0.2 * (1 - size), of independent channels."""
    return Row(f"default_{deviation.__name__}", "independent", measure(default_seen(deviation, "independent"), *RATES))


def exact_row(deviation: Deviation, kind: Callable[[Deviation, str], Seen]) -> Row:
    """Return the row of a wrong rate, or a wrong default, under an exact count.

    C * p is rounded, so that it is seen from a fixed size on, here in the builds of all secrets.
    """
    seen = kind(deviation, "exact")
    name = deviation.__name__ if kind is mask_seen else f"default_{deviation.__name__}"
    return Row(
        name, "exact", NOTHING, certain(lambda size: all(seen(size, secret) for secret in range(SECRETS)), RATES)
    )


def scale_row() -> Row:
    """Return the row of a factor 1 / (1 - p) * (1 + size), which is seen from a fixed size on."""
    return Row("scale", "both", NOTHING, certain(scale_seen, FACTORS))


def certain(seen: Callable[[float], bool], sizes: tuple[float, float]) -> float:
    """Return from which of the `sizes` on a deviation is seen that is no matter of chance."""
    low, high = np.log(sizes)
    for _ in range(EXACT_STEPS):
        middle = (low + high) / 2
        low, high = (low, middle) if seen(float(np.exp(middle))) else (middle, high)
    return float(np.exp(high))


def scale_seen(size: float) -> bool:
    """Tell whether the check of the scale fails a layer that multiplies kept planes by (1 + size) more."""

    class Scaled(PlainDropout):
        def forward(self, x: Tensor) -> Tensor:
            return (super().forward(x).double() * (1 + size)).to(x.dtype)

    trial = Trial(Build.of(load_course(COURSE), "power"), "q3", "scale")
    try:
        dropout_scale.check_scale(Subject({"SpatialDropout": Scaled}, trial.seed), trial)
    except CheckFailed:
        return True
    return False


def _generator(deviation: Deviation, law: str, number: int) -> masks.Rng:
    """Return random numbers of one try, the same whenever it is measured."""
    return np.random.default_rng([SEED, zlib.crc32(f"{deviation.__name__} {law}".encode()), number])


RATE: tuple[Deviation, ...] = (masks.rate_above, masks.rate_below)
# Of the mask: the deviation, the law, the smallest and the largest size. Under an exact count whatever changes a row's
# count is seen at once, so copied or unequal channels and spared samples are measured for independent ones alone.
MASKS: tuple[tuple[Deviation, str, tuple[float, float]], ...] = (
    (masks.rate_above, "independent", RATES),
    (masks.rate_below, "independent", RATES),
    (masks.one_channel_above, "independent", RATES),
    (masks.channels_tilted, "independent", RATES),
    (masks.one_pair_copied, "independent", SHARES),
    (masks.all_pairs_copied, "independent", SHARES),
    (masks.neighbours_copied, "independent", COPIES),
    (masks.neighbours_copied, "exact", COPIES),
    (masks.samples_copied, "independent", COPIES),
    (masks.samples_copied, "exact", COPIES),
    (masks.calls_repeated, "independent", SHARES),
    (masks.calls_repeated, "exact", SHARES),
    (masks.samples_spared, "independent", COPIES),
    (masks.calls_spared, "independent", COPIES),
    (masks.follows_sign, "independent", RATES),
    (masks.follows_sign, "exact", SHARES),
    (masks.follows_size, "independent", RATES),
    (masks.follows_size, "exact", SHARES),
)
