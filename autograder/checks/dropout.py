"""q3: whether `SpatialDropout` drops anything, whole channels with a draw for each sample, and at the right rate.

What it does to kept channels, in eval mode and with unusual inputs is judged in the other dropout modules.
"""

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from autograder.checks import dropout_mask
from autograder.checks.trial import Trial
from seminar.feedback import CheckFailed, failure
from seminar.recognisers.planes import LAYOUTS, Planes, name_nothing_dropped, name_sign, observe, read_planes
from seminar.shapes import require_shape
from seminar.subject import Subject

DEFAULT_P = 0.2
DEFAULT_CHANNELS, CHANNELS = 20, 24
# Multiples of 1/8: C * p and C * (1 - p) are exact integers in floating point, so no rounding can be held against
# anybody. 0.5 is left out: it cannot tell the probability to drop from the probability to keep.
LOW_RATES, HIGH_RATES = (0.125, 0.25, 0.375), (0.625, 0.75)
# Few channels, where a sample often loses none. That it loses all is so rare here that a layer which always keeps one
# cannot be told from one that does not.
FEW = ((4, 0.25), (8, 0.375))
CALLS, SAMPLES, FEW_CALLS, FEW_SAMPLES = 16, 128, 8, 64
HIGH_CALLS = 48  # a rate p (1 + e) shows most where p is large
SECOND_LOOK = 6  # times as many calls
HEIGHT, WIDTH = 3, 4


@dataclass(frozen=True, eq=False)
class Look:
    """What a layer with `p` did: the mask, and of each plane [N, C] whether its values are positive, and large."""

    p: float
    planes: Planes
    positive: NDArray[np.bool_]
    large: NDArray[np.bool_]


def check_drops(subject: Subject, trial: Trial) -> None:
    """Assert that in training some values become zero and some do not, for p = 0.2, a low or a high p.

    A correct layer drops nothing with probability below (1 - p)^2000, and everything below p^2000.
    """
    rates = (DEFAULT_P, *drawn_rates(trial))
    found = [drop_some(subject, trial, p) for p in rates]
    if not any(mistake is None for mistake in found):
        raise next(mistake for mistake in found if mistake is not None)


def drop_some(subject: Subject, trial: Trial, p: float) -> CheckFailed | None:
    """Return None if a layer with `p` drops some values and not all, else the name of what it does."""
    features = trial.signed(SAMPLES, DEFAULT_CHANNELS, HEIGHT, WIDTH)
    for calls in (1, CALLS, SECOND_LOOK * CALLS):
        layer = subject.make("SpatialDropout", p=p)
        outputs = observe(subject, layer, features, calls)
        for output in outputs:
            require_shape(output, tuple(features.shape), tuple(features.shape))
        zero = torch.stack(outputs) == 0
        if zero.any() and not zero.all():
            return name_sign(features, zero)
    return failure("everything_dropped") if zero.all() else name_nothing_dropped(subject, layer, features, outputs, p)


def check_channels(subject: Subject, trial: Trial) -> None:
    """Assert: "in training each sample draws its own channels; a dropped channel is zero everywhere".

    For p = 0.2, a low and a high p: planes are dropped whole; masks do not depend on the values, on the sample, on the
    channel or on the call. The same for few channels. How many are dropped is for `check_rate` to say.
    Exact tests at ALPHA = 1e-14, at most 40,000 of them, so a correct layer fails with probability below 4e-10.
    (`rand > p` in float32 has p wrong by 2^-24: below a thousandth of a standard deviation here.)
    """
    for look in looks(subject, trial):
        dropout_mask.require_own_draws(look.planes, look.p, look.positive, look.large)


def check_rate(subject: Subject, trial: Trial) -> None:
    """Assert: every channel independently "with probability `p`, or exactly `C * p` channels of each sample".

    The same looks with other random numbers, and 2 * (C + 2) exact tests at ALPHA = 1e-14 for each of five, so a
    correct layer fails with probability below 3e-12. Where masks are not independent, which `check_channels` charges,
    only a rate that is far off counts.
    """
    try:
        seen = looks(subject, trial, high_calls=HIGH_CALLS)
    except CheckFailed as failed:
        if failed.code in LAYOUTS:
            raise failure("needs_planes") from None
        raise
    many = [look for look in seen if look.planes.dropped.shape[1] == SAMPLES]
    rates = {look.p: float(look.planes.dropped.mean()) for look in many}
    independent = all(dropout_mask.independent(look.planes, look.p) for look in many)
    for look in seen if independent else many:
        named = rates if look in many else {}
        dropout_mask.require_rate_law(look.planes, look.p, named, independent=independent)


def looks(subject: Subject, trial: Trial, high_calls: int = CALLS) -> list[Look]:
    """Return what layers do with p = 0.2, a low and a high p, and with few channels."""
    low, high = drawn_rates(trial)
    plans = [(DEFAULT_CHANNELS, DEFAULT_P, CALLS, SAMPLES), (CHANNELS, low, CALLS, SAMPLES)]
    plans += [(CHANNELS, high, high_calls, SAMPLES)]
    plans += [(channels, p, FEW_CALLS, FEW_SAMPLES) for channels, p in FEW]
    found = []
    for channels, p, calls, samples in plans:
        features, positive, large = planes_of_all_kinds(trial, samples, channels)
        layer = subject.make("SpatialDropout", p=p)
        found.append(Look(p, read_planes(features, observe(subject, layer, features, calls)), positive, large))
    return found


def planes_of_all_kinds(
    trial: Trial, samples: int, channels: int
) -> tuple[Tensor, NDArray[np.bool_], NDArray[np.bool_]]:
    """Return features [N, C, H, W] whose planes are positive or negative, large or small by coin flips of their own.

    That makes it an exact test whether a mask knows of the values; see `statistics.association_p_value`.
    """
    positive, large = (trial.rng.random((samples, channels)) < 0.5 for _ in range(2))
    factors = torch.from_numpy(np.where(positive, 1.0, -1.0) * np.where(large, 4.0, 0.25)).float()
    return trial.signed(samples, channels, HEIGHT, WIDTH).abs() * factors[:, :, None, None], positive, large


def drawn_rates(trial: Trial) -> tuple[float, float]:
    """Draw a low and a high rate."""
    return float(trial.rng.choice(LOW_RATES)), float(trial.rng.choice(HIGH_RATES))
