"""Gradients of the specified network in float64, and the comparison of a student's gradients with them."""

import math

import torch
import torch.nn.functional as F
from torch import Tensor

from coursekit.feedback import failure
from seminar.recognisers.reference import Network, Variant, logits

# Relative distance of a gradient in float32: measured 1e-5 at most on calm images.
GRADIENT_TOLERANCE = 1e-3
# Where an activation of torch.nn has a kink; the others have one at zero or none.
KINKS = {"ReLU6": (0.0, 6.0), "Hardswish": (-3.0, 3.0), "Hardsigmoid": (-3.0, 3.0), "Hardtanh": (-1.0, 1.0)}
NAMES = (
    *("input", "conv1 weight", "conv1 bias", "conv2 weight", "conv2 bias"),
    *("fc1 weight", "fc1 bias", "fc2 weight", "fc2 bias"),
)


def gradients(network: Network, images: Tensor, cotangent: Tensor, variant: Variant) -> list[Tensor]:
    """Return the gradients of `(logits * cotangent).sum()` by the input and by all weights, float64.

    variant: the specified network with the order of flattening that the model uses.
    """
    leaves = [tensor.clone().requires_grad_() for tensor in network.tensors()]
    given = images.double().requires_grad_()
    output = logits(network.with_tensors(leaves), given, torch.relu, variant)
    return list(torch.autograd.grad((output * cotangent.double()).sum(), [given, *leaves]))


def calm_images(network: Network, images: Tensor, count: int, variant: Variant) -> Tensor:
    """Return the `count` of `images` [N, 3, 32, 32] on which the network is farthest from a kink.

    Near a kink (an activation's, ReLU's zero say, or two equal maxima in a window) rounding decides which way a
    gradient takes. One image in about ten has a value within 1e-6 of a kink, where float32 errs by 1e-7; that fewer
    than 4 of 16 have none has a probability below 1e-9.
    """
    margin = torch.full((len(images),), torch.inf, dtype=torch.float64)

    def watch(position: int, x: Tensor, y: Tensor) -> None:
        nonlocal margin
        for kink in KINKS.get(variant.instead, (0.0,)) if position in variant.instead_at else (0.0,):
            margin = torch.minimum(margin, (x - kink).abs().flatten(1).amin(1) / x.abs().max())
        if y.dim() == 4:
            windows = F.unfold(y.flatten(0, 1)[:, None], 2, stride=2)  # [N * C, 4, windows]
            largest, second = windows.topk(2, dim=1).values.unbind(1)
            # Equal ones are cut off, at ReLU's zero say, where no gradient goes either way.
            gap = torch.where(largest > second, largest - second, torch.inf).unflatten(0, y.shape[:2]).flatten(1)
            margin = torch.minimum(margin, gap.amin(1) / x.abs().max())

    logits(network, images, torch.relu, variant, watch)
    return images[margin.argsort(descending=True)[:count]].contiguous()


def require_equal_gradients(expected: list[Tensor], given: Tensor | None, found: list[Network]) -> None:
    """Assert that the input's gradient `given` and the weights' gradients are `expected`.

    found: the gradients laid out as a network, in every way in which the weights can be (see `networks`).
    """
    worst: tuple[float, str] | None = None
    for network in found:
        pairs = zip(NAMES, expected, [given, *network.tensors()], strict=True)
        far, name = max((_distance(wanted, got), name) for name, wanted, got in pairs)
        if worst is None or far < worst[0]:
            worst = far, name
    if worst is None or not worst[0] <= GRADIENT_TOLERANCE:
        difference, name = worst or (1.0, "input")
        raise failure("gradient_wrong", name=name, difference=f"{difference:.1%}")


def _distance(expected: Tensor, got: Tensor | None) -> float:
    """Return the relative distance; infinite for what is missing, of another shape, or not a number."""
    if got is None or got.shape != expected.shape:
        return math.inf
    far = float((expected - got.double()).norm() / expected.norm().clamp_min(1e-12))
    return math.inf if math.isnan(far) else far
