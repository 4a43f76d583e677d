"""q3: `SpatialDropout` leaves its input alone in eval mode and for p = 0: values, dtype and gradients."""

import numpy as np
import torch
from torch import Tensor

from coursekit.feedback import failure
from seminar.recognisers.masks import name_evaluation, same, scaling_moved, typical
from seminar.recognisers.planes import TOLERANCE, Planes, is_factor, observe
from seminar.shapes import require_shape
from seminar.subject import Run, Subject, SubmissionError

from ...shared.trial import Trial, magnified
from . import mask as dropout_mask
from .looks import CHANNELS, HEIGHT, LOW_RATES, WIDTH
from .scale import planes_or_none, training_factors

AFTER_SHAPE, AFTER_CALLS = (64, 16, 3, 3), 16
# The first is one of those that `check_scale` asks for, which so many layers can deal with that it has to be judged.
SHAPES = ((16, CHANNELS, HEIGHT, WIDTH), (6, 6, 5, 7), (1, 3, 1, 1), (2, 1, 8, 3), (2, 40, 4, 4))


def check_identity(subject: Subject, trial: Trial) -> None:
    """Assert: "in `eval()` and for `p = 0` it is the identity, for gradients too. Input is not modified; float32 stays
    float32 and float64 stays float64", for several shapes and after training.

    Scaling moved from training to evaluation is one mistake, which `check_scale` names and charges; so is a wrong
    factor, also where p = 0 lets it show. A layer with `rand > p` drops a channel for p = 0 with probability 2^-24,
    so a call may fail: both of two do with probability below (48 / 2^24)^2 = 9e-12.
    """
    p = float(trial.rng.choice(LOW_RATES))
    layer = subject.make("SpatialDropout", p=p)
    factors = training_factors(subject, trial, layer)
    factor = float(np.median(factors)) if len(factors) else np.nan
    same_dtype = True
    for shape in SHAPES:
        features = magnified(trial.signed(*shape))
        for given in (features, features.double()):
            layer = subject.make("SpatialDropout", p=p)
            try:
                trained = observe(subject, layer, given)[0]
            except SubmissionError:  # `check_care` charges it, as it does another dtype in training
                if shape == SHAPES[0] and given.dtype == torch.float32:
                    raise
                break
            same_dtype = same_dtype and trained.dtype == given.dtype
            require_identity(subject, trial, layer, given, factor, p, same_dtype=same_dtype)
    if not np.isclose(factor, 1 / (1 - p), rtol=TOLERANCE):
        return
    require_identity_for_zero(subject, trial, same_dtype=same_dtype)
    require_training_after_evaluation(subject, trial, p)
    require_modes_apart(subject, trial, p)


def require_identity(
    subject: Subject, trial: Trial, layer: int, features: Tensor, factor: float, p: float, *, same_dtype: bool
) -> None:
    """Assert that eval mode gives `features` [N, C, H, W] back, with their dtype and gradient, and keeps them.

    factor: of kept channels in training, to tell a scaling that moved here. same_dtype: whether training keeps the
    dtype, so that another one is a mistake of this mode.
    """
    cotangent = trial.signed(*features.shape).to(features.dtype)
    run = subject.run(layer, features, training=False, cotangent=cotangent)
    output = run.outputs[0]
    require_shape(output, tuple(features.shape), tuple(features.shape))
    if not torch.equal(run.input_after, features):
        raise failure("input_modified")
    if not same(output, features):
        if np.isclose(factor, 1.0, rtol=TOLERANCE) and scaling_moved(output / features, p):
            return
        raise name_evaluation(output, features, p)
    require_kept(run, features, cotangent, "eval", same_dtype=same_dtype)


def require_identity_for_zero(subject: Subject, trial: Trial, *, same_dtype: bool) -> None:
    """Assert that for p = 0 training gives its input back, with its dtype and gradient."""
    for dtype in (torch.float32, torch.float64):
        layer = subject.make("SpatialDropout", p=0.0)
        features, cotangent = (magnified(trial.signed(8, 6, 5, 7)).to(dtype) for _ in range(2))
        runs = [subject.run(layer, features, training=True, cotangent=cotangent) for _ in range(2)]
        for run in runs:
            require_shape(run.outputs[0], tuple(features.shape), tuple(features.shape))
        kept = [run for run in runs if same(run.outputs[0], features)]
        if not kept:
            share = float((runs[0].outputs[0] == 0).double().mean())
            raise failure("zero_p_not_identity", share=f"{share:.0%}", ratio=typical(runs[0].outputs[0] / features))
        require_kept(kept[0], features, cotangent, "p = 0", same_dtype=same_dtype)


def require_training_after_evaluation(subject: Subject, trial: Trial, p: float) -> None:
    """Assert that a call in eval mode leaves the layer as it was: training goes on with the same rate and factor.

    Only for a layer that is right before, and that goes on being right without such a call: what changes by itself is
    charged elsewhere. One exact test at ALPHA of each rate.
    """
    before, after = trained_twice(subject, trial, p, between=True)
    if before is None or not as_specified(before, p) or (after is not None and as_specified(after, p)):
        return
    if not all(planes is not None and as_specified(planes, p) for planes in trained_twice(subject, trial, p)):
        return
    if after is None:
        raise failure("cut_after_eval")
    shares = [f"{float(planes.dropped.mean()):.0%}" for planes in (before, after)]
    kept = after.scale[~after.dropped]
    factor = f"{float(np.median(kept)) if len(kept) else 0.0:.4g}"
    raise failure("changed_by_eval", rate=shares[1], factor=factor, before=shares[0], usual=f"{1 / (1 - p):.4g}")


def require_modes_apart(subject: Subject, trial: Trial, p: float) -> None:
    """Assert that eval mode of one layer leaves another one in train mode.

    A right layer drops none of 1,024 channels with probability below 1e-59. That a layer which was just made drops, is
    for `check_care` to say.
    """
    features = trial.signed(*AFTER_SHAPE)
    one, other = (subject.make("SpatialDropout", p=p) for _ in range(2))
    before = subject.run(other, features, training=None).outputs[0]
    subject.run(one, features, training=False)
    after = subject.run(other, features, training=None).outputs[0]
    if (before == 0).any() and not (after == 0).any():
        raise failure("eval_of_another", p=p)


def trained_twice(subject: Subject, trial: Trial, p: float, *, between: bool = False) -> tuple[Planes | None, ...]:
    """Return what a layer does in training, and what it does later; between: whether eval mode is tried meanwhile."""
    layer, features = subject.make("SpatialDropout", p=p), trial.signed(*AFTER_SHAPE)
    before = planes_or_none(features, observe(subject, layer, features, AFTER_CALLS))
    if between:
        subject.run(layer, features, training=False)
    return before, planes_or_none(features, observe(subject, layer, features, AFTER_CALLS))


def as_specified(planes: Planes, p: float) -> bool:
    """Tell whether the rate and the factor are right."""
    return dropout_mask.wrong_rate(planes.dropped, p) is None and is_factor(planes.scale[~planes.dropped], 1 / (1 - p))


def require_kept(run: Run, features: Tensor, cotangent: Tensor, mode: str, *, same_dtype: bool = True) -> None:
    """Assert that an output equal to `features` has their dtype too, and hands the gradient `cotangent` on."""
    if same_dtype and run.outputs[0].dtype != features.dtype:
        raise failure("identity_dtype", mode=mode, got=str(run.outputs[0].dtype), expected=str(features.dtype))
    gradient = run.input_gradient
    if gradient is None or not gradient.any():
        raise failure("identity_detached", mode=mode)
    if not torch.allclose(gradient, cotangent, rtol=1e-4, atol=1e-6):
        raise failure("identity_gradient", mode=mode, got=typical(gradient / cotangent))
