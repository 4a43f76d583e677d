"""q3, public: does `SpatialDropout` drop whole channels of each image, scale the others, and rest in eval mode."""

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from ..feedback import CheckFailed, failure
from ..recognisers.planes import Planes, is_factor, name_nothing_dropped, observe, read_planes
from ..shapes import require_shape
from ..subject import Subject
from .inputs import signed

# C * p is an integer, so that both readings of "a share p" give the same rate, and 1 / (1 - p) is one too.
P = 0.75
CALLS, SAMPLES, CHANNELS, HEIGHT, WIDTH = 12, 24, 16, 3, 4
SWAPPED = 0.1  # around 1 - p: the rate of a right layer is 60 standard deviations away from it
EXACT = 1e-6  # relative: x / 1.0 may round, nothing else


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
    _require_own_masks(planes)
    rate = float(planes.dropped.mean())
    if abs(rate - (1 - P)) < SWAPPED:
        raise failure("keep_and_drop_swapped", got=f"{rate:.3f}", expected=f"{P:g}")
    evaluated = subject.run(layer, features, training=False).outputs[0]
    require_shape(evaluated, tuple(features.shape), tuple(features.shape))
    _require_scale(planes, evaluated / features)
    if not torch.allclose(evaluated.to(features.dtype), features, rtol=EXACT, atol=0):
        raise _name_evaluation(evaluated / features)
    return True


def _require_own_masks(planes: Planes) -> None:
    """Assert: "each image draws its own random channels" and "every call draws anew"."""
    dropped = planes.dropped  # [calls, N, C]
    if dropped.all():
        raise failure("everything_dropped")
    samples, calls = bool((dropped == dropped[:, :1]).all()), bool((dropped == dropped[:1]).all())
    if bool((dropped == dropped[..., :1]).all()):
        raise failure("batch_all_or_nothing" if samples else "mask_without_channels")
    if samples and calls:
        raise failure("mask_constant", got=", ".join(map(str, np.flatnonzero(dropped[0, 0])[:5])))
    if samples:
        raise failure("mask_shared_by_batch")
    if calls:
        raise failure("mask_fixed")


def _require_scale(planes: Planes, evaluated: Tensor) -> None:
    """Assert: "a kept one is `x / (1 - p)`"; `evaluated` is output / input in eval mode."""
    kept = planes.scale[~planes.dropped]
    if planes.lost.any() or not is_factor(kept, 1 / (1 - P)):
        raise _name_scale(planes, kept, evaluated)


def _name_scale(planes: Planes, kept: NDArray[np.float64], evaluated: Tensor) -> CheckFailed:
    """Name what kept planes are multiplied by, given their factors, where it is not 1 / (1 - p)."""
    if planes.lost.any() or _follows_counts(planes):
        return failure("scale_from_count", p=P, expected=f"{1 / (1 - P):.4g}")
    got = float(np.median(kept))
    values: dict[str, object] = {"got": f"{got:.4g}", "expected": f"{1 / (1 - P):.4g}", "p": P}
    if not is_factor(kept, got):
        return failure("scale_varies", low=f"{kept.min():.4g}", high=f"{kept.max():.4g}", **values)
    if is_factor(kept, 1.0):
        ratios = evaluated.double().numpy()
        if any(is_factor(ratios, moved) for moved in (1 - P, 1 / (1 - P))):
            return failure("scaled_in_eval", ratio=f"{float(evaluated.median()):.4g}", **values)
        return failure("not_rescaled", **values)
    named = {1 / P: "scale_one_over_p", 1 - P: "scale_multiplied", P: "scale_multiplied", (1 - P) ** -2: "scaled_twice"}
    code = next((code for factor, code in named.items() if is_factor(kept, factor)), "scale_wrong")
    return failure(code, **values)


def _follows_counts(planes: Planes) -> bool:
    """Tell whether kept planes are divided by the share that was kept, of the sample or of the batch."""
    kept = ~planes.dropped
    for axes in (2, (1, 2)):
        shares = np.broadcast_to(kept.mean(axes, keepdims=True), kept.shape)[kept]
        if is_factor(planes.scale[kept] * shares, 1.0):
            return True
    return False


def _name_evaluation(ratios: Tensor) -> CheckFailed:
    """Name what was done in eval mode, given output / input."""
    if (ratios == 0).any():
        return failure("eval_drops", share=f"{float((ratios == 0).double().mean()):.0%}", p=P)
    return failure("eval_not_identity", ratio=f"{float(ratios.median()):.4g}")
