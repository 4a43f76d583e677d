"""q3: the rest of the specification of `SpatialDropout`: its default, unusual shapes, dtypes and gradients."""

from collections.abc import Callable
from functools import partial

import numpy as np
import torch
from torch import Tensor

from coursekit.feedback import CheckFailed, failure
from seminar.recognisers.planes import LAYOUTS, Planes, is_factor, observe, read_planes
from seminar.shapes import require_shape
from seminar.subject import Run, Subject

from ...shared.trial import Trial
from . import checks as dropout
from . import mask as dropout_mask
from . import statistics
from .dtypes import require_types
from .looks import DEFAULT_P, LOW_RATES, avoid_lost_sign, planes_of_all_kinds
from .scale import training_factors, without_rest
from .zeros import require_zeros

# One sample at a time, one pixel, one channel, odd numbers of channels, more than are usual, square feature maps.
SHAPES = ((1, 8, 3, 5), (6, 8, 1, 1), (64, 1, 3, 4), (32, 3, 2, 2), (48, 7, 5, 5), (24, 33, 2, 2), (12, 70, 4, 4))
SHAPE_CALLS = 32
# Of so few channels a sample loses all so rarely at this p that a layer which always keeps one is not told apart.
FEW, FEW_P = 4, LOW_RATES[0]
# Of few channels at least one is dropped at these p, however C * p is rounded; of 64 samples all are kept by chance
# with probability below 1e-38.
MUST_DROP = ((64, 2, 2, 2), 0.5), ((64, 3, 2, 2), 0.4)
FRESH_LAYERS = 8
# With this p a third of the samples loses nothing, so that a layer which does not allow that for one sample shows.
SINGLE_CALLS, SINGLE_GROUPS, SINGLE_CHANNELS, SINGLE_P = 384, 16, 8, 0.125
# So many channels that C * p is another number for p = 0.2 than for a p that is a little off, and so many planes that
# a rate of 0.22 is 11 standard deviations away.
DEFAULT_SHAPE, DEFAULT_CALLS = (32, 200, 2, 2), 8


def check_care(subject: Subject, trial: Trial) -> None:
    """Assert the rest of the spec: the default p; "any H and W", also for one sample or one channel; "input is not
    modified; float32 stays float32 and float64 stays float64; in half precision values count; gradients flow through
    kept channels only, with the same scale"; nothing is learned.

    What goes wrong for usual inputs is charged elsewhere, and the rate then not judged again here. At most 15,000
    exact tests at ALPHA = 1e-14, so a correct layer fails with probability below 2e-10.
    """
    avoid_lost_sign(subject, trial)
    p = float(trial.rng.choice(LOW_RATES))
    layer = subject.make("SpatialDropout", p=p)
    factors = training_factors(subject, trial, layer)
    # Whether float32 has the right factor is for `check_scale` to say: one mistake costs once.
    usual = float(factors[0]) if len(factors) and is_factor(factors, float(factors[0])) else None
    try:
        fixed = usual_law(subject, trial, p)
    except CheckFailed as failed:
        if failed.code in LAYOUTS:
            raise failure("needs_planes") from None
        raise
    right = usual is not None and is_factor(np.array([usual]), 1 / (1 - p))
    for shape in SHAPES:
        few = 1 < shape[1] <= FEW
        rate, scale = (FEW_P, 1 / (1 - FEW_P) if right else None) if few else (p, usual)
        features = trial.signed(*shape)
        outputs = observe(subject, subject.make("SpatialDropout", p=rate) if few else layer, features, SHAPE_CALLS)
        planes = read_planes(features, outputs, values=usual is not None)
        if fixed is not None:
            unless_charged(subject, trial, partial(require_law_for_shape, planes, rate, shape, fixed))
        if fixed is not None and scale is not None and not (fixed and not planes.dropped.any()):
            require_scale_for_shape(planes, scale, shape)
    if fixed is not None:
        unless_charged(subject, trial, partial(require_few_channels_dropped, subject, trial, right=right))
        unless_charged(subject, trial, partial(require_single_samples, subject, trial))
        require_zeros(subject, trial, p, usual)
    require_types(subject, trial, p, usual, judge_rate=fixed is not None)
    features, cotangent = trial.signed(16, 8, 4, 5), trial.signed(16, 8, 4, 5)
    run = subject.run(layer, features, training=True, cotangent=cotangent)
    require_gradients(run, features, cotangent, same_scale=usual is not None)
    require_default(subject, trial, usual, 1 / (1 - p), judge_rate=fixed is not None)
    if fixed is not None:
        require_fresh_layer(subject, trial, p)
        unless_charged(subject, trial, partial(require_without_gradients, subject, trial, p))


def usual_law(subject: Subject, trial: Trial, p: float) -> bool | None:
    """Return whether a layer drops a fixed number of channels of each usual sample; None if its law is wrong there."""
    features, positive, large = planes_of_all_kinds(trial, 64, 16)
    layer = subject.make("SpatialDropout", p=p)
    planes = read_planes(features, observe(subject, layer, features, 8), values=False)
    try:
        dropout_mask.require_own_draws(planes, p, positive, large)
        dropout_mask.require_rate_law(planes, p, {})
    except CheckFailed:
        return None
    return bool((planes.dropped.sum(-1) == planes.dropped[0, 0].sum()).all())


def unless_charged(subject: Subject, trial: Trial, require: Callable[[], None]) -> None:
    """Run a check of the law for an unusual input; what it finds is charged unless the law is wrong for usual ones."""
    try:
        require()
    except CheckFailed:
        try:
            dropout.check_channels(subject, trial)
            dropout.check_rate(subject, trial)
        except CheckFailed:
            return
        raise


def require_law_for_shape(planes: Planes, p: float, shape: tuple[int, ...], fixed: bool) -> None:
    """Assert the rate of dropped channels for inputs of `shape`, and that all are drawn independently.

    With one channel a layer that always keeps one drops none, which is no mistake; nor is a fraction of C * p that is
    rounded down for one sample and up for another.
    """
    counts = set(planes.dropped.sum(-1).flat)
    if fixed and counts <= statistics.allowed_counts(shape[1], p):
        if shape[1] > 1 and planes.dropped.any():
            _only_for(shape, lambda: dropout_mask.require_equal_channels(planes.dropped))
        return
    rate = dropout_mask.wrong_rate(planes.dropped, p, fixed=fixed)
    if rate is not None and not (shape[1] == 1 and rate == 0):
        raise failure("rate_for_shape", shape=list(shape), got=f"{rate:.3f}", expected=f"{p:g}")
    if min(shape[:2]) > 1 and planes.dropped.any():
        _only_for(shape, lambda: dropout_mask.require_own_draws(planes, p, None, None))


def require_few_channels_dropped(subject: Subject, trial: Trial, *, right: bool) -> None:
    """Assert that something of few channels is dropped where it must be, with the scale that is right for other shapes.

    The law is not judged here: a layer that always keeps one channel has another one of so few.
    """
    for shape, p in MUST_DROP:
        features = trial.signed(*shape)
        planes = read_planes(features, observe(subject, subject.make("SpatialDropout", p=p), features, 1), values=right)
        if not planes.dropped.any():
            raise failure("rate_for_shape", shape=list(shape), got="0.000", expected=f"{p:g}")
        if right:
            require_scale_for_shape(planes, 1 / (1 - p), shape)


def require_scale_for_shape(planes: Planes, usual: float, shape: tuple[int, ...]) -> None:
    """Assert that kept channels have the factor that they usually have, and none is NaN."""
    if planes.lost.any():
        raise failure("not_finite")
    kept = planes.scale[~planes.dropped]
    if len(kept) and not is_factor(kept, usual):
        far = kept[np.abs(kept - usual).argmax()]
        raise failure("scale_for_shape", shape=list(shape), got=f"{far:.4g}", expected=f"{usual:.4g}")


def require_single_samples(subject: Subject, trial: Trial) -> None:
    """Assert the same law for a batch of one sample as for any other, over many calls."""
    features = trial.signed(1, SINGLE_CHANNELS, 3, 5)
    layer = subject.make("SpatialDropout", p=SINGLE_P)
    planes = read_planes(features, observe(subject, layer, features, SINGLE_CALLS), values=False)
    grouped = Planes(
        planes.dropped.reshape(SINGLE_GROUPS, -1, SINGLE_CHANNELS),
        planes.scale.reshape(SINGLE_GROUPS, -1, SINGLE_CHANNELS),
        planes.lost.reshape(SINGLE_GROUPS, -1),
    )
    _only_for(tuple(features.shape), lambda: dropout_mask.require_own_draws(grouped, SINGLE_P, None, None))
    _only_for(tuple(features.shape), lambda: dropout_mask.require_rate_law(grouped, SINGLE_P, {}))


def require_default(subject: Subject, trial: Trial, usual: float | None, right: float, *, judge_rate: bool) -> None:
    """Assert that without an argument p is 0.2: the rate, and the scale where that is right for a given p."""
    features = trial.signed(*DEFAULT_SHAPE)
    layer = subject.make("SpatialDropout")
    planes = read_planes(features, observe(subject, layer, features, DEFAULT_CALLS), values=usual is not None)
    rate = dropout_mask.wrong_rate(planes.dropped, DEFAULT_P)
    if rate is not None and judge_rate:
        raise failure("rate_default", got=f"{rate:.3f}", expected=f"{DEFAULT_P:g}")
    works = without_rest(planes)
    kept = works.scale[~works.dropped]
    asked = usual is not None and len(kept) and is_factor(np.array([usual]), right)
    if asked and not is_factor(kept, 1 / (1 - DEFAULT_P)):
        raise failure("scale_default", got=f"{np.median(kept):.4g}", expected=f"{1 / (1 - DEFAULT_P):.4g}")


def require_fresh_layer(subject: Subject, trial: Trial, p: float) -> None:
    """Assert that a layer which was just made drops channels: it is in train mode without being told.

    A correct layer drops none of 1,024 channels with probability below 1e-59. Several are asked, since a layer for
    which a coin decides about a whole call has another mistake.
    """
    features = trial.signed(64, 16, 2, 3)
    layers = [subject.make("SpatialDropout", p=p) for _ in range(FRESH_LAYERS)]
    if not any((subject.run(layer, features, training=None).outputs[0] == 0).any() for layer in layers):
        raise failure("fresh_layer_rests", p=p)


def require_without_gradients(subject: Subject, trial: Trial, p: float) -> None:
    """Assert the same law, and an input that stays as it is, for training mode under `torch.no_grad()`."""
    features = trial.signed(64, 16, 3, 4)
    run = subject.run(subject.make("SpatialDropout", p=p), features, training=True, calls=8, recording=False)
    try:
        if not torch.equal(run.input_after, features):
            raise failure("input_modified")
        planes = read_planes(features, run.outputs, values=False)
        if not planes.dropped.any():
            raise failure("nothing_dropped", p=p)
        dropout_mask.require_own_draws(planes, p, None, None)
        dropout_mask.require_rate_law(planes, p, {})
    except CheckFailed as failed:
        raise failure("only_without_gradients", what=failed) from None


def require_gradients(run: Run, features: Tensor, cotangent: Tensor, *, same_scale: bool) -> None:
    """Assert: "gradients flow through kept channels only, with the same scale", and none to a parameter.

    A scale that depends on the values or the mask has other gradients for good reason: without `same_scale` it is
    enough that there are any.
    """
    require_shape(run.outputs[-1], tuple(features.shape), tuple(features.shape))
    if not torch.equal(run.input_after, features):
        raise failure("input_modified")
    factors = run.outputs[-1] / features
    if not (torch.isfinite(factors) & (factors != 0)).any():
        raise failure("not_finite") if factors.isnan().any() else failure("everything_dropped")
    gradient = run.input_gradient
    if gradient is None or not gradient.any():
        raise failure("gradient_missing_input")
    expected = cotangent * factors
    if same_scale and (gradient[factors == 0] != 0).any():
        raise failure("gradient_through_dropped")
    if same_scale and not torch.allclose(gradient, expected, rtol=1e-4, atol=1e-6):
        got, wanted = float((gradient / cotangent).abs().max()), float(factors.abs().max())
        raise failure("gradient_of_dropout", got=f"{got:.4g}", expected=f"{wanted:.4g}")
    learned = [name for name, value in run.gradients.items() if value is not None]
    if learned:
        raise failure("dropout_has_parameters", name=learned[0])


def _only_for(shape: tuple[int, ...], require: Callable[[], None]) -> None:
    """Run a check; say of what fails that it happens for inputs of `shape`, since it was right for others."""
    try:
        require()
    except CheckFailed as failed:
        raise failure("only_for_shape", shape=list(shape), what=failed) from None
