"""Mistakes of a dropout layer that public and hidden checks name alike: masks that repeat, factors, eval mode."""

from collections.abc import Mapping

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from coursekit.feedback import CheckFailed, failure

from .planes import Planes, bound_of, is_factor

EXACT = 1e-6  # relative: x / 1.0 may round, nothing else


def require_random_everywhere(dropped: NDArray[np.bool_]) -> None:
    """Assert that a mask [calls, N, C] varies along each axis, as one drawn for each of many channels always does."""
    samples = bool((dropped == dropped[:, :1]).all())
    calls = bool((dropped == dropped[:1]).all())
    channels = bool((dropped == dropped[..., :1]).all())
    if channels and samples:
        raise failure("batch_all_or_nothing")
    if channels:
        raise failure("mask_without_channels")
    if samples and calls:
        raise failure("mask_constant", got=", ".join(map(str, np.flatnonzero(dropped[0, 0])[:5])))
    if samples:
        raise failure("mask_shared_by_batch")
    if calls:
        raise failure("mask_fixed")


def follows_counts(planes: Planes, p: float) -> bool:
    """Tell whether kept planes are divided by the share that was kept, of the sample or the batch, and not by 1 - p."""
    kept = ~planes.dropped
    if kept.all() or not kept.any():
        return False
    for axes in (2, (1, 2)):
        shares = np.broadcast_to(kept.mean(axes, keepdims=True), kept.shape)[kept]
        some = shares < 1  # where nothing was dropped the factor says nothing
        scales, shares = planes.scale[kept][some], shares[some]
        if is_factor(scales * shares, 1.0) and not is_factor(scales, 1 / (1 - p)):
            return True
    return False


def name_factor(factors: Mapping[float, NDArray[np.float64]], values: Mapping[str, object]) -> CheckFailed:
    """Name what kept planes are multiplied by, given for each p their factors, where it is not 1 / (1 - p).

    values: what the sentences say was measured and expected. One factor for several p ignores p.
    """

    def follows(*formula: float) -> bool:
        return all(is_factor(kept, factor) for kept, factor in zip(factors.values(), formula, strict=True))

    if follows(*(1.0 for _ in factors)):
        return failure("not_rescaled", **values)
    if len(factors) > 1 and follows(*(float(next(iter(factors.values()))[0]) for _ in factors)):
        return failure("scale_ignores_p", **values)
    if follows(*(1 / p for p in factors)):
        return failure("scale_one_over_p", **values)
    if follows(*(1 - p for p in factors)) or follows(*factors):
        return failure("scale_multiplied", **values)
    if follows(*(1 / (1 - p) ** 2 for p in factors)):
        return failure("scaled_twice", **values)
    return failure("scale_wrong", **values)


def scaling_moved(ratios: Tensor, p: float) -> bool:
    """Tell whether eval mode multiplies by 1 - p or by 1 / (1 - p), given output / input."""
    return any(is_factor(ratios.double().flatten().numpy(), moved) for moved in (1 - p, 1 / (1 - p)))


def name_evaluation(output: Tensor, features: Tensor, p: float) -> CheckFailed:
    """Name what was done to `features` in eval mode."""
    ratios = output / features
    bound = bound_of(features.double(), output.double())
    if bound is not None and is_factor((ratios[output.abs() < bound]).double().numpy(), 1.0):
        return failure("eval_clamped", bound=f"{bound:.3g}")
    if (ratios == 0).any():
        return failure("eval_drops", share=f"{float((ratios == 0).double().mean()):.0%}", p=p)
    moved = ratios[(ratios.double() - 1).abs() > EXACT]  # NaN is told with those that are right
    return failure("eval_not_identity", ratio=typical(moved if len(moved) else ratios))


def same(output: Tensor, features: Tensor) -> bool:
    """Tell whether `output` is `features`."""
    return output.shape == features.shape and torch.allclose(output.to(features.dtype), features, rtol=EXACT, atol=0)


def typical(ratios: Tensor) -> str:
    """Return the median of ratios as text."""
    return f"{float(ratios.double().median()):.4g}"
