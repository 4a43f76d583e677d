"""q3: what `SpatialDropout` multiplies kept channels by in training."""

from collections.abc import Mapping

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from coursekit.feedback import CheckFailed, failure
from seminar.recognisers.masks import follows_counts, name_factor, scaling_moved, typical
from seminar.recognisers.planes import LAYOUTS, VALUES, Planes, is_factor, observe, read_planes
from seminar.subject import Subject, SubmissionError

from ...shared.trial import Trial, magnified
from .looks import CHANNELS, DEFAULT_P, HEIGHT, LOW_RATES, WIDTH, drawn_rates

UNEVEN_CHANNELS = 10  # C * p is no integer for most p, and never below 1
SCALE_CALLS = 12  # some of which work where a coin decides whether a call rests


def check_scale(subject: Subject, trial: Trial) -> None:
    """Assert: "a kept one is `x / (1 - p)`", whether C * p is an integer or not; not random beyond the mask."""
    factors: dict[float, NDArray[np.float64]] = {}
    for p in (DEFAULT_P, *drawn_rates(trial)):
        layer = subject.make("SpatialDropout", p=p)
        for channels in (CHANNELS, UNEVEN_CHANNELS):
            features = magnified(trial.signed(16, channels, HEIGHT, WIDTH))
            outputs = observe(subject, layer, features, SCALE_CALLS)
            planes = planes_or_none(features, outputs)
            if planes is not None and (planes.lost.any() or follows_counts(planes, p)):
                raise failure("scale_from_count", p=p, expected=f"{1 / (1 - p):.4g}")
            factors[p] = np.append(factors.get(p, []), kept_factors(features, outputs, planes))
    if not all(map(len, factors.values())):
        raise failure("everything_dropped")
    if not all(is_factor(kept, 1 / (1 - p)) for p, kept in factors.items()):
        raise name_scale(subject, trial, factors)


def without_rest(planes: Planes) -> Planes:
    """Return what calls did that dropped something, if there are some: a call that rests is no wrong factor.

    A right layer drops nothing of 160 planes with probability below 6e-10; `check_channels` charges what often does.
    """
    works = planes.dropped.any((1, 2))
    return Planes(planes.dropped[works], planes.scale[works], planes.lost[works]) if works.any() else planes


def planes_or_none(features: Tensor, outputs: list[Tensor]) -> Planes | None:
    """Return what happened to the planes, None where these are cut through, which `check_channels` charges."""
    try:
        return read_planes(features, outputs)
    except CheckFailed as failed:
        if failed.code in LAYOUTS:
            return None
        raise


def kept_factors(features: Tensor, outputs: list[Tensor], planes: Planes | None) -> NDArray[np.float64]:
    """Return the factors of the kept planes, or of the kept values where no planes are dropped."""
    if planes is not None:
        works = without_rest(planes)
        return works.scale[~works.dropped]
    factors = torch.stack(outputs).double() / features.double()
    return factors[factors != 0].numpy()


def training_factors(subject: Subject, trial: Trial, layer: int) -> NDArray[np.float64]:
    """Return the factors of what batches keep in training, C * p being an integer or not.

    There are none where values are no multiples of x, which `check_scale` charges.
    """
    factors: list[NDArray[np.float64]] = []
    for channels in (8, UNEVEN_CHANNELS):
        features = trial.signed(32, channels, HEIGHT, WIDTH)
        outputs = observe(subject, layer, features, 4)
        try:
            factors.append(kept_factors(features, outputs, planes_or_none(features, outputs)))
        except CheckFailed as failed:
            if failed.code not in (*VALUES, "sign_dropped"):
                raise
            return np.array([])
    return np.concatenate(factors)


def name_scale(subject: Subject, trial: Trial, factors: Mapping[float, NDArray[np.float64]]) -> CheckFailed:
    """Name what kept planes are multiplied by, given their factors for several p, where it is not 1 / (1 - p)."""
    p = next(p for p, kept in factors.items() if not is_factor(kept, 1 / (1 - p)))
    values = {"got": f"{float(np.median(factors[p])):.4g}", "expected": f"{1 / (1 - p):.4g}", "p": p}

    if any(not is_factor(kept, float(kept[0])) for kept in factors.values()):
        return failure("scale_varies", low=f"{factors[p].min():.4g}", high=f"{factors[p].max():.4g}", **values)
    named = name_factor(factors, values)
    return named if named.code != "not_rescaled" else name_missing_scale(subject, trial, named)


def name_missing_scale(subject: Subject, trial: Trial, never: CheckFailed) -> CheckFailed:
    """Tell a layer that scales in eval mode instead of in training from one that never scales, which is named."""
    p = LOW_RATES[0]
    layer, features = subject.make("SpatialDropout", p=p), trial.signed(2, 8, 3, 2)
    try:
        output = subject.run(layer, features, training=False).outputs[0]
    except SubmissionError:
        return never
    if output.shape == features.shape and scaling_moved(output / features, p):
        expected = f"{1 / (1 - p):.4g}"
        return failure("scaled_in_eval", got="1", expected=expected, p=p, ratio=typical(output / features))
    return never
