"""q3: `SpatialDropout` drops whole channels of each sample at the right rate, rescales the rest, and is the identity
in eval mode."""

from collections.abc import Mapping

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from autograder.checks import dropout_mask
from autograder.checks.dropout_types import require_types
from autograder.checks.trial import Trial
from seminar.feedback import CheckFailed, failure
from seminar.recognisers.planes import TOLERANCE, Planes, is_factor, name_nothing_dropped, observe, read_planes
from seminar.shapes import require_shape
from seminar.subject import Run, Subject, SubmissionError

DEFAULT_P = 0.2
DEFAULT_CHANNELS, CHANNELS, FEW_CHANNELS = 20, 24, 4
# Multiples of 1/8: C * p and C * (1 - p) are exact integers in floating point, so no rounding can be held against
# anybody. 0.5 is left out: it cannot tell the probability to drop from the probability to keep.
LOW_RATES, HIGH_RATES = (0.125, 0.25, 0.375), (0.625, 0.75)
FEW_RATES = (0.25, 0.75)  # with four channels a sample often loses none, or all
UNEVEN_CHANNELS = 10  # C * p is no integer for most p, and never below 1
CALLS, SAMPLES, FEW_CALLS, FEW_SAMPLES, SINGLE_CALLS = 16, 128, 8, 64, 64
SECOND_LOOK = 6  # times as many calls
HEIGHT, WIDTH = 3, 4
EXACT = 1e-6  # relative: x / 1.0 may round, nothing else


def check_mask(subject: Subject, trial: Trial) -> None:
    """Assert: "in training each sample draws its own channels; a dropped channel is zero everywhere".

    For p = 0.2, a low and a high p: planes are dropped whole; every channel independently with probability p, or
    exactly C * p channels of each sample; masks do not depend on the sample, on the channel or on the call. The same
    for few channels, where the number of dropped channels is often 0 or C.
    Exact tests at ALPHA = 1e-14; 3 * 8,600 + 2 * 2,100 of them, so a correct layer fails with probability below 4e-10.
    (`rand > p` in float32 has p wrong by 2^-24: below a thousandth of a standard deviation here.)
    """
    observed: dict[float, Planes] = {}
    for p in (DEFAULT_P, *_drawn_rates(trial)):
        channels = DEFAULT_CHANNELS if p == DEFAULT_P else CHANNELS
        observed[p] = look(subject, trial, p, CALLS, SAMPLES, channels)
    rates = {p: float(planes.dropped.mean()) for p, planes in observed.items()}
    for p, planes in observed.items():
        dropout_mask.require_mask(planes.dropped, p, rates)
    for p in FEW_RATES:
        planes = look(subject, trial, p, FEW_CALLS, FEW_SAMPLES, FEW_CHANNELS)
        dropout_mask.require_mask(planes.dropped, p, {})


def look(subject: Subject, trial: Trial, p: float, calls: int, samples: int, channels: int) -> Planes:
    """Return what a layer with `p` does in training; raise if it drops nothing.

    A correct one drops nothing with probability below (1 - p)^2000; another look tells one that never drops anything
    from one that has only few random numbers.
    """
    features = trial.signed(samples, channels, HEIGHT, WIDTH)
    for some_calls in (calls, SECOND_LOOK * calls):
        layer = subject.make("SpatialDropout", p=p)
        planes = read_planes(features, observe(subject, layer, features, some_calls))
        if planes.dropped.any():
            return planes
    raise name_nothing_dropped(subject, layer, features, planes, p)


def check_scale(subject: Subject, trial: Trial) -> None:
    """Assert: "a kept one is `x / (1 - p)`", whether C * p is an integer or not; not random beyond the mask."""
    factors: dict[float, NDArray[np.float64]] = {}
    for p in (DEFAULT_P, *_drawn_rates(trial)):
        layer = subject.make("SpatialDropout", p=p)
        for channels in (CHANNELS, UNEVEN_CHANNELS):
            features = trial.signed(16, channels, HEIGHT, WIDTH)
            planes = read_planes(features, observe(subject, layer, features, 2))
            if planes.lost.any() or follows_counts(planes, p):
                raise failure("scale_from_count", p=p, expected=f"{1 / (1 - p):.4g}")
            factors[p] = np.append(factors.get(p, []), planes.scale[~planes.dropped])
    if not all(is_factor(kept, 1 / (1 - p)) for p, kept in factors.items()):
        raise name_scale(subject, trial, factors)


def check_identity(subject: Subject, trial: Trial) -> None:
    """Assert: "in `eval()` and for `p = 0` it is the identity", for several shapes and after training.

    Scaling moved from training to evaluation is one mistake, which `check_scale` names and charges; so is a wrong
    factor, also where p = 0 lets it show. A layer with `rand > p` drops a channel for p = 0 with probability 2^-24,
    so a call may fail: both of two do with probability below (48 / 2^24)^2 = 9e-12.
    """
    p = trial.rng.choice(LOW_RATES)
    layer = subject.make("SpatialDropout", p=float(p))
    factors = training_factors(subject, trial, layer)
    factor = float(np.median(factors))
    for shape in ((4, 6, 5, 7), (1, 3, 1, 1), (2, 1, 8, 3)):
        features = trial.signed(*shape)
        try:
            observe(subject, layer, features)
        except SubmissionError:  # `check_care` charges it
            continue
        output = subject.run(layer, features, training=False).outputs[0]
        require_shape(output, shape, shape)
        if not same(output, features) and not scaling_moved(output / features, factor, float(p)):
            raise name_evaluation(output / features, float(p))
    if not np.isclose(factor, 1 / (1 - p), rtol=TOLERANCE):
        return
    layer = subject.make("SpatialDropout", p=0.0)
    features = trial.signed(8, 6, 5, 7)
    outputs = [observe(subject, layer, features)[0] for _ in range(2)]
    if not any(same(output, features) for output in outputs):
        raise failure("zero_p_not_identity", share=f"{float((outputs[0] == 0).double().mean()):.0%}")


def check_care(subject: Subject, trial: Trial) -> None:
    """Assert the rest of the spec: the default p; "any H and W", also for one sample; "input is not modified;
    float32 stays float32 and float64 stays float64; in half precision values count; gradients flow through kept
    channels only, with the same scale"; nothing is learned.

    Three exact tests at ALPHA = 1e-14, so a correct layer fails with probability below 1e-13.
    """
    p = float(trial.rng.choice(LOW_RATES))
    layer = subject.make("SpatialDropout", p=p)
    factors = training_factors(subject, trial, layer)
    # Whether float32 has the right factor is for `check_scale` to say: one mistake costs once.
    usual = float(factors[0]) if is_factor(factors, float(factors[0])) else None
    for shape in ((1, 8, 3, 5), (6, 8, 1, 1)):
        features = trial.signed(*shape)
        dropped = read_planes(features, observe(subject, layer, features, SINGLE_CALLS)).dropped
        rate = dropout_mask.require_rate(dropped, p)
        if rate is not None:
            raise failure("rate_for_shape", shape=list(shape), got=f"{rate:.3f}", expected=f"{p:g}")
    require_types(subject, trial, p, usual)
    features, cotangent = trial.signed(16, 8, 4, 5), trial.signed(16, 8, 4, 5)
    run = subject.run(layer, features, training=True, cotangent=cotangent)
    require_gradients(run, features, cotangent, same_scale=usual is not None)
    features = trial.signed(SAMPLES, DEFAULT_CHANNELS, HEIGHT, WIDTH)
    layer = subject.make("SpatialDropout")
    rate = dropout_mask.require_rate(read_planes(features, observe(subject, layer, features, CALLS)).dropped, DEFAULT_P)
    if rate is not None:
        raise failure("rate_default", got=f"{rate:.3f}", expected=f"{DEFAULT_P:g}")


def require_gradients(run: Run, features: Tensor, cotangent: Tensor, *, same_scale: bool) -> None:
    """Assert: "gradients flow through kept channels only, with the same scale", and none to a parameter.

    A scale that depends on the values or the mask has other gradients for good reason: without `same_scale` it is
    enough that there are any.
    """
    factors = torch.nan_to_num(run.outputs[-1] / features)
    gradient = run.input_gradient
    if gradient is None or not gradient.any():
        raise failure("gradient_missing_input")
    expected = cotangent * factors
    if same_scale and (torch.nan_to_num(gradient)[factors == 0] != 0).any():
        raise failure("gradient_through_dropped")
    if same_scale and not torch.allclose(torch.nan_to_num(gradient), expected, rtol=1e-4, atol=1e-6):
        got, wanted = float((gradient / cotangent).abs().max()), float(factors.abs().max())
        raise failure("gradient_of_dropout", got=f"{got:.4g}", expected=f"{wanted:.4g}")
    learned = [name for name, value in run.gradients.items() if value is not None]
    if learned:
        raise failure("dropout_has_parameters", name=learned[0])


def name_scale(subject: Subject, trial: Trial, factors: Mapping[float, NDArray[np.float64]]) -> CheckFailed:
    """Name what kept planes are multiplied by, given their factors for several p, where it is not 1 / (1 - p)."""
    p = next(p for p, kept in factors.items() if not is_factor(kept, 1 / (1 - p)))
    got = float(np.median(factors[p]))
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
        return failure("scaled_in_eval", ratio=f"{float((output / features).median()):.4g}", **(values | {"p": p}))
    return failure("not_rescaled", **values)


def name_evaluation(ratios: Tensor, p: float) -> CheckFailed:
    """Name what was done in eval mode, given output / input."""
    if (ratios == 0).any():
        return failure("eval_drops", share=f"{float((ratios == 0).double().mean()):.0%}", p=p)
    return failure("eval_not_identity", ratio=f"{float(ratios.median()):.4g}")


def training_factors(subject: Subject, trial: Trial, layer: int) -> NDArray[np.float64]:
    """Return the factors of the kept planes of a batch in training."""
    features = trial.signed(32, 8, HEIGHT, WIDTH)
    planes = read_planes(features, observe(subject, layer, features, 4))
    return planes.scale[~planes.dropped]


def scaling_moved(ratios: Tensor, factor: float, p: float) -> bool:
    """Tell whether eval mode multiplies by 1 - p or by 1 / (1 - p) what training does not scale at all."""
    if not np.isclose(factor, 1.0, rtol=TOLERANCE):
        return False
    return any(is_factor(ratios.double().numpy(), moved) for moved in (1 - p, 1 / (1 - p)))


def follows_counts(planes: Planes, p: float) -> bool:
    """Tell whether kept planes are divided by the share that was kept, of the sample or the batch, and not by 1 - p."""
    kept = ~planes.dropped
    if kept.all():
        return False
    for axes in (2, (1, 2)):
        shares = np.broadcast_to(kept.mean(axes, keepdims=True), kept.shape)[kept]
        scales = planes.scale[kept]
        if is_factor(scales * shares, 1.0) and not is_factor(scales, 1 / (1 - p)):
            return True
    return False


def same(output: Tensor, features: Tensor) -> bool:
    """Tell whether `output` is `features`."""
    return output.shape == features.shape and torch.allclose(output.to(features.dtype), features, rtol=EXACT, atol=0)


def _drawn_rates(trial: Trial) -> tuple[float, float]:
    return float(trial.rng.choice(LOW_RATES)), float(trial.rng.choice(HIGH_RATES))
