"""q3: what `SpatialDropout` multiplies kept channels by in training."""

from collections.abc import Mapping

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from autograder.checks.dropout import CHANNELS, DEFAULT_P, HEIGHT, LOW_RATES, WIDTH, drawn_rates
from autograder.checks.trial import Trial
from seminar.feedback import CheckFailed, failure
from seminar.recognisers.planes import LAYOUTS, TOLERANCE, Planes, is_factor, observe, read_planes
from seminar.subject import Subject, SubmissionError

UNEVEN_CHANNELS = 10  # C * p is no integer for most p, and never below 1


def check_scale(subject: Subject, trial: Trial) -> None:
    """Assert: "a kept one is `x / (1 - p)`", whether C * p is an integer or not; not random beyond the mask."""
    factors: dict[float, NDArray[np.float64]] = {}
    for p in (DEFAULT_P, *drawn_rates(trial)):
        layer = subject.make("SpatialDropout", p=p)
        for channels in (CHANNELS, UNEVEN_CHANNELS):
            features = trial.signed(16, channels, HEIGHT, WIDTH)
            outputs = observe(subject, layer, features, 2)
            planes = planes_or_none(features, outputs)
            if planes is not None and (planes.lost.any() or follows_counts(planes, p)):
                raise failure("scale_from_count", p=p, expected=f"{1 / (1 - p):.4g}")
            factors[p] = np.append(factors.get(p, []), kept_factors(features, outputs, planes))
    if not all(is_factor(kept, 1 / (1 - p)) for p, kept in factors.items()):
        raise name_scale(subject, trial, factors)


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
        return planes.scale[~planes.dropped]
    factors = torch.stack(outputs).double() / features.double()
    return factors[factors != 0].numpy()


def training_factors(subject: Subject, trial: Trial, layer: int) -> NDArray[np.float64]:
    """Return the factors of what a batch keeps in training."""
    features = trial.signed(32, 8, HEIGHT, WIDTH)
    outputs = observe(subject, layer, features, 4)
    return kept_factors(features, outputs, planes_or_none(features, outputs))


def name_scale(subject: Subject, trial: Trial, factors: Mapping[float, NDArray[np.float64]]) -> CheckFailed:
    """Name what kept planes are multiplied by, given their factors for several p, where it is not 1 / (1 - p)."""
    p = next(p for p, kept in factors.items() if not is_factor(kept, 1 / (1 - p)))
    got = float(np.median(factors[p])) if len(factors[p]) else 0.0
    values = {"got": f"{got:.4g}", "expected": f"{1 / (1 - p):.4g}", "p": p}

    def follows(*formula: float) -> bool:
        return all(is_factor(kept, factor) for kept, factor in zip(factors.values(), formula, strict=True))

    if any(not is_factor(kept, float(kept[0])) for kept in factors.values()):
        return failure("scale_varies", low=f"{factors[p].min():.4g}", high=f"{factors[p].max():.4g}", **values)
    if follows(*(1.0 for _ in factors)):
        return name_missing_scale(subject, trial, values)
    if follows(*(got for _ in factors)):
        return failure("scale_ignores_p", **values)
    if follows(*(1 / p for p in factors)):
        return failure("scale_one_over_p", **values)
    if follows(*(1 - p for p in factors)) or follows(*factors):
        return failure("scale_multiplied", **values)
    if follows(*(1 / (1 - p) ** 2 for p in factors)):
        return failure("scaled_twice", **values)
    return failure("scale_wrong", **values)


def name_missing_scale(subject: Subject, trial: Trial, values: dict[str, object]) -> CheckFailed:
    """Tell a layer that never scales from one that scales in eval mode instead of in training."""
    p = LOW_RATES[0]
    layer, features = subject.make("SpatialDropout", p=p), trial.signed(2, 8, 3, 2)
    try:
        output = subject.run(layer, features, training=False).outputs[0]
    except SubmissionError:
        return failure("not_rescaled", **values)
    if output.shape == features.shape and scaling_moved(output / features, 1.0, p):
        ratio = f"{float((output / features).median()):.4g}"
        return failure("scaled_in_eval", got="1", expected=f"{1 / (1 - p):.4g}", p=p, ratio=ratio)
    return failure("not_rescaled", **values)


def scaling_moved(ratios: Tensor, factor: float, p: float) -> bool:
    """Tell whether eval mode multiplies by 1 - p or by 1 / (1 - p) what training does not scale at all."""
    if not np.isclose(factor, 1.0, rtol=TOLERANCE):
        return False
    return any(is_factor(ratios.double().numpy(), moved) for moved in (1 - p, 1 / (1 - p)))


def follows_counts(planes: Planes, p: float) -> bool:
    """Tell whether kept planes are divided by the share that was kept, of the sample or the batch, and not by 1 - p."""
    kept = ~planes.dropped
    if kept.all() or not kept.any():
        return False
    for axes in (2, (1, 2)):
        shares = np.broadcast_to(kept.mean(axes, keepdims=True), kept.shape)[kept]
        scales = planes.scale[kept]
        if is_factor(scales * shares, 1.0) and not is_factor(scales, 1 / (1 - p)):
            return True
    return False
