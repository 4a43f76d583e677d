"""What a dropout layer did to every plane [H, W] of its input, and the name of what it did where that was no dropout
of planes. Whether the planes are dropped at the right rate and independently is judged in dropout_mask."""

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from coursekit.feedback import CheckFailed, failure

from ..shapes import require_shape
from ..subject import Subject

TOLERANCE = 1e-5  # relative, of x / (1 - p) computed in float32 or float64, which round by 6e-8 at most each time
# In half precision p, 1 - p, its reciprocal and the product may each be rounded, by eps / 2 = 2^-11 (float16) or 2^-8
# (bfloat16); that makes 2 eps, and twice as much where two elements of a plane are compared with each other.
ROUNDINGS = 4  # times eps: 0.4 % and 3.1 %
# Names only, no verdict hangs on them: the share of planes that has to look right, of elements that have one value, of
# zeros that noise may give by chance.
FEW_PLANES, FEW_ELEMENTS, FEW_ZEROS = 0.05, 0.02, 1e-3
SEVERAL_CUT = 3  # values that are exactly the largest one
# What `read_planes` names where zeros cut through planes: dropout, but of something else than channels.
LAYOUTS = ("elements_dropped", "pixels_dropped", "lines_dropped", "channel_partly_zero")
# What it names where planes are dropped whole, and values of the kept ones are other ones than x times a factor.
VALUES = ("values_clamped", "channels_moved", "values_moved", "plane_not_uniform")


@dataclass(frozen=True)
class Planes:
    """What happened to every plane: per call, sample and channel.

    dropped: bool [calls, N, C], all of the plane is zero. scale: float [calls, N, C], the factor of a kept plane.
    lost: bool [calls, N], the whole sample is NaN, as 0 / 0 makes it where the factor is computed from the number of
    kept channels; its channels count as dropped here, and the scale is judged elsewhere.
    """

    dropped: NDArray[np.bool_]
    scale: NDArray[np.float64]
    lost: NDArray[np.bool_]


def observe(subject: Subject, layer: int, features: Tensor, calls: int = 1) -> list[Tensor]:
    """Return the outputs of `calls` calls in train mode, each for the same `features`, even if calls change them."""
    run = subject.run(layer, features, training=True, calls=calls)
    if torch.equal(run.input_after, features):
        return run.outputs
    return [subject.run(layer, features, training=True).outputs[0] for _ in range(calls)]


def read_planes(features: Tensor, outputs: list[Tensor], *, values: bool = True) -> Planes:
    """Return what happened to every plane of `features` [N, C, H, W] in every call.

    Raises the failure that names how the mask is laid out, or what else was done to the values, when planes are
    neither all zero nor all scaled alike. values: False asks for the mask alone, so that what is only done to values
    (VALUES) is let pass; the factor of a plane that has none is NaN then.
    """
    for output in outputs:
        require_shape(output, tuple(features.shape), tuple(features.shape))
    stacked = torch.stack([output.double() for output in outputs])  # [calls, N, C, H, W]
    lost = stacked.isnan().flatten(2).all(2)
    stacked[lost] = 0
    zero = stacked == 0
    dropped = zero.flatten(3).all(3)
    partly = zero.flatten(3).any(3) & ~dropped
    if partly.any() and zero.double().mean() > FEW_ZEROS:
        raise name_sign(features, zero, partly) or _name_layout(zero, partly)
    factors = stacked / features.double()
    first = factors[..., :1, :1].clone()
    tolerance = max(scale_tolerance(features.dtype, output.dtype) for output in outputs)
    uniform = (factors.sub_(first).abs_() <= tolerance * first.abs()).flatten(3).all(3)
    scale = first[..., 0, 0].numpy()
    if partly.any() or not uniform.all():
        named = _name_values(features.double(), stacked, uniform, dropped)
        if values or named.code not in VALUES:
            raise named
        scale = np.where(uniform.numpy(), scale, np.nan)
    return Planes(dropped.numpy(), scale, lost.numpy())


def scale_tolerance(given: torch.dtype, got: torch.dtype) -> float:
    """Return the relative error that the factor of a kept plane may have, by the dtypes of input and output.

    For an input in half precision it is the rounding of the narrower of the two. Other inputs have TOLERANCE, whatever
    comes out.
    """
    if given in (torch.float32, torch.float64):
        return TOLERANCE
    return ROUNDINGS * max(torch.finfo(dtype).eps for dtype in (given, got) if dtype.is_floating_point)


def is_factor(scales: NDArray[np.float64], factor: float, tolerance: float = TOLERANCE) -> bool:
    """Tell whether there are `scales`, and all are `factor`, up to a relative error of `tolerance`."""
    return bool(len(scales)) and bool((np.abs(scales - factor) <= tolerance * abs(factor)).all())


def name_nothing_dropped(
    subject: Subject, layer: int, features: Tensor, outputs: list[Tensor], p: float
) -> CheckFailed:
    """Name what a layer does that makes nothing zero in training: other numbers, noise, or nothing at all."""
    try:
        scale = read_planes(features, outputs).scale
    except CheckFailed as failed:
        return failed
    low, high = float(scale.min()), float(scale.max())
    near = TOLERANCE * max(abs(low), abs(high))
    if high - low > near:
        lower, upper = scale[scale < (low + high) / 2], scale[scale >= (low + high) / 2]
        if np.ptp(lower) <= near and np.ptp(upper) <= near:  # a mask, but not of zeros
            got = min(float(np.median(lower)), float(np.median(upper)), key=abs)
            return failure("dropped_not_zero", got=f"x * {got:.3g}")
        return failure("noise_added", low=f"{low:.3g}", high=f"{high:.3g}")
    evaluated = subject.run(layer, features, training=False).outputs[0]
    if evaluated.shape == features.shape and (evaluated == 0).any():
        return failure("modes_swapped", p=p)
    learning = subject.run(layer, features, training=True, cotangent=torch.ones_like(features)).outputs[0]
    if (learning == 0).any():
        return failure("drops_for_gradients_only", p=p)
    return failure("nothing_dropped", p=p)


def name_sign(features: Tensor, zero: Tensor, partly: Tensor | None = None) -> CheckFailed | None:
    """Return the failure of a layer that makes zero [calls, N, C, H, W] all values of one sign and no others.

    partly: the planes [calls, N, C] that are judged, where others are zero as they should be.
    """
    negative = (features < 0).expand_as(zero)
    if partly is not None:
        zero, negative = zero[partly], negative[partly]
    if torch.equal(zero, negative) or torch.equal(zero, ~negative):
        return failure("sign_dropped", sign="-" if torch.equal(zero, negative) else "+")
    return None


def _name_layout(zero: Tensor, partly: Tensor) -> CheckFailed:
    """Name the layout of a mask [calls, N, C, H, W] that cuts through some planes [calls, N, C]."""
    share = float(partly.double().mean())
    cut = zero.flatten(3)[partly]
    if (cut == cut[:1]).all() and not partly.all():
        return failure("channel_partly_zero", share=f"{float(cut[0].double().mean()):.0%}")
    same = {axis: bool((zero == zero.narrow(axis, 0, 1)).all()) for axis in (2, 3, 4)}
    if same[3] != same[4]:
        return failure("lines_dropped", share=f"{share:.0%}")
    if same[2]:
        return failure("pixels_dropped", share=f"{share:.0%}")
    return failure("elements_dropped", share=f"{share:.0%}")


def _name_values(features: Tensor, stacked: Tensor, uniform: Tensor, dropped: Tensor) -> CheckFailed:
    """Name what was done to planes [calls, N, C, H, W] that are neither zero nor a multiple of the input."""
    bound = bound_of(features, stacked)
    if bound is not None:
        return failure("values_clamped", bound=f"{bound:.3g}")
    values = stacked.flatten(3)
    constant = (values == values[..., :1]).all(3) & ~dropped
    if (constant | dropped).all():
        return failure("mask_returned", got=f"{values[constant][0, 0]:.3g}")
    if constant.any():
        kept = ~constant & ~dropped
        if uniform[kept].any():
            return failure("dropped_not_zero", got=f"{values[constant][0, 0]:.3g}")
        return failure("alpha_dropout", got=f"{values[constant][0, 0]:.3g}")
    if not torch.isfinite(stacked).all():
        return failure("not_finite")
    odd = ~uniform
    if _moved(features, stacked[0], odd[0]):
        return failure("channels_moved")
    if _shuffled(features, stacked[0], odd[0]):
        return failure("values_moved")
    if (uniform & ~dropped).double().mean() > FEW_PLANES:
        return failure("dropped_not_zero", got=f"{values[odd][0, 0]:.3g}")
    if dropped.any() or torch.equal(stacked[0], stacked[-1]):
        return failure("plane_not_uniform")
    repeated, counts = stacked[0].unique(return_counts=True)
    if counts.max() > FEW_ELEMENTS * stacked[0].numel():
        return failure("alpha_dropout", got=f"{repeated[counts.argmax()]:.3g}")
    factors = (stacked[0] / features).abs()
    return failure("noise_added", low=f"{factors.min():.3g}", high=f"{factors.max():.3g}")


def bound_of(features: Tensor, stacked: Tensor) -> float | None:
    """Return the bound at which outputs [..., N, C, H, W] are cut off, None if they are not multiples otherwise."""
    largest = stacked.abs().max()
    cut = stacked.abs() == largest
    ratios = (stacked / features)[(stacked != 0) & ~cut]
    if cut.sum() < SEVERAL_CUT or not len(ratios) or not torch.isfinite(largest):
        return None
    factor = ratios.median()
    beyond = ((factor * features).abs().expand_as(stacked)[cut] >= largest * (1 - TOLERANCE)).all()
    alike = ((ratios - factor).abs() <= TOLERANCE * factor.abs()).all()
    return float(largest) if alike and beyond else None


def _shuffled(features: Tensor, output: Tensor, odd: Tensor) -> bool:
    """Tell whether planes that are no multiples of their own input hold its values, scaled, at other places."""
    given, got = features.flatten(2)[odd].sort(1)[0], output.flatten(2)[odd].sort(1)[0]
    if not len(got):
        return False
    factors = got.abs().sum(1) / given.abs().sum(1)
    return bool(((got - factors[:, None] * given).abs() <= TOLERANCE * got.abs().amax(1, keepdim=True)).all())


def _moved(features: Tensor, output: Tensor, odd: Tensor) -> bool:
    """Tell whether the planes of `output` that are no multiples of their own input are those of another plane."""
    planes = torch.nn.functional.normalize(features.flatten(2).flatten(0, 1), dim=1)  # [N * C, H * W]
    found = torch.nn.functional.normalize(output.flatten(2)[odd][:50], dim=1)
    return bool(found.numel()) and bool(((found @ planes.T).abs().amax(1) > 1 - 1e-9).all())
