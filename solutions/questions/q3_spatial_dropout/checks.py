"""q3: whether `SpatialDropout` drops anything, whole channels with a draw for each sample, and at the right rate.

What it does to kept channels, in eval mode and with unusual inputs is judged in the other dropout modules.
"""

import torch

from coursekit.feedback import CheckFailed, failure
from seminar.recognisers.planes import LAYOUTS, name_nothing_dropped, name_sign, observe, read_planes
from seminar.shapes import require_shape
from seminar.subject import Subject

from ...shared.trial import Trial
from . import mask as dropout_mask
from .looks import (
    CALLS,
    DEFAULT_CHANNELS,
    DEFAULT_P,
    HEIGHT,
    HIGH_CALLS,
    SAMPLES,
    WIDTH,
    Look,
    drawn_rates,
    looks,
)

SECOND_LOOK = 6  # times as many calls


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
    seen = looks(subject, trial)
    if not any(look.planes.dropped.any() and not look.planes.dropped.all() for look in seen):
        raise failure("everything_dropped") if seen[0].planes.dropped.all() else failure("nothing_dropped", p=DEFAULT_P)
    for look in seen:
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
        try:
            dropout_mask.require_rate_law(look.planes, look.p, named, independent=independent)
        except CheckFailed:
            if right_alone(subject, trial, look):
                share = float(look.planes.dropped.mean())
                raise failure("layers_share_p", got=f"{share:.3f}", expected=f"{look.p:g}") from None
            raise


def right_alone(subject: Subject, trial: Trial, look: Look) -> bool:
    """Tell whether a layer of the same p drops the right share of the same channels if no other was made after it."""
    calls, samples, channels = look.planes.dropped.shape
    layer, features = subject.make("SpatialDropout", p=look.p), trial.signed(samples, channels, HEIGHT, WIDTH)
    planes = read_planes(features, observe(subject, layer, features, calls), values=False)
    try:
        dropout_mask.require_rate_law(planes, look.p, {})
    except CheckFailed:
        return False
    return True
