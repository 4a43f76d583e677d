"""q3, public: does `SpatialDropout` drop whole channels of each image, scale the others, and rest in eval mode."""

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from coursekit.feedback import CheckFailed, failure
from seminar.checks.inputs import MAGNITUDE, signed
from seminar.recognisers.masks import (
    follows_counts,
    name_evaluation,
    name_factor,
    require_random_everywhere,
    same,
    scaling_moved,
    typical,
)
from seminar.recognisers.planes import Planes, is_factor, name_nothing_dropped, observe, read_planes
from seminar.shapes import require_shape
from seminar.subject import Subject

# C * p is an integer, so that both readings of "a share p" give the same rate, and 1 / (1 - p) is one too.
P = 0.75
CALLS, SAMPLES, CHANNELS, HEIGHT, WIDTH = 12, 24, 16, 3, 4
SWAPPED = 0.1  # around 1 - p: the rate of a right layer is 60 standard deviations away from it


def check_shapes(subject: Subject) -> bool:
    """Assert that `SpatialDropout(p)` keeps the shape [N, C, H, W] in both modes."""
    layer, features = subject.make("SpatialDropout", p=P), signed(4, 8, 6, 5)
    for training in (True, False):
        output = subject.run(layer, features, training=training).outputs[0]
        require_shape(output, tuple(features.shape), tuple(features.shape))
    return True


def check_mistakes(subject: Subject) -> bool:
    """Assert the same, and that the layer makes no gross mistake in its masks, in its factor, or in eval mode.

    A right layer fails only if all masks of a batch, or of a channel, are equal by chance, or if its rate is far off:
    with probability below 1e-100.
    """
    check_shapes(subject)
    layer, features = subject.make("SpatialDropout", p=P), signed(SAMPLES, CHANNELS, HEIGHT, WIDTH)
    outputs = observe(subject, layer, features, CALLS)
    planes = read_planes(features, outputs)
    if not planes.dropped.any():
        raise name_nothing_dropped(subject, layer, features, outputs, P)
    if planes.dropped.all():
        raise failure("everything_dropped")
    require_random_everywhere(planes.dropped)
    rate = float(planes.dropped.mean())
    if abs(rate - (1 - P)) < SWAPPED:
        raise failure("keep_and_drop_swapped", got=f"{rate:.3f}", expected=f"{P:g}")
    features[0] *= MAGNITUDE
    # With gradients, as a cell of a notebook computes.
    evaluated = subject.run(layer, features, training=False, cotangent=torch.ones_like(features)).outputs[0]
    require_shape(evaluated, tuple(features.shape), tuple(features.shape))
    _require_scale(planes, evaluated / features)
    if not same(evaluated, features):
        raise name_evaluation(evaluated, features, P)
    return True


def _require_scale(planes: Planes, evaluated: Tensor) -> None:
    """Assert: "a kept one is `x / (1 - p)`"; `evaluated` is output / input in eval mode."""
    kept = planes.scale[~planes.dropped]
    if not len(kept):
        raise failure("everything_dropped")
    if planes.lost.any() or not is_factor(kept, 1 / (1 - P)):
        raise _name_scale(planes, kept, evaluated)


def _name_scale(planes: Planes, kept: NDArray[np.float64], evaluated: Tensor) -> CheckFailed:
    """Name what kept planes are multiplied by, given their factors, where it is not 1 / (1 - p)."""
    if planes.lost.any() or follows_counts(planes, P):
        return failure("scale_from_count", p=P, expected=f"{1 / (1 - P):.4g}")
    got = float(np.median(kept))
    values: dict[str, object] = {"got": f"{got:.4g}", "expected": f"{1 / (1 - P):.4g}", "p": P}
    if not is_factor(kept, got):
        return failure("scale_varies", low=f"{kept.min():.4g}", high=f"{kept.max():.4g}", **values)
    if is_factor(kept, 1.0) and scaling_moved(evaluated, P):
        return failure("scaled_in_eval", ratio=typical(evaluated), **values)
    return name_factor({P: kept}, values)
