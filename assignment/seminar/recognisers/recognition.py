"""Which network gave these logits: the specified one, a known wrong one, or one that we do not know.

Everything is computed from the student's own weights in float64 and compared with what the student's model gave.
"""

import itertools
from dataclasses import replace

import torch
from torch import Tensor

from ..subject import Weight
from .functions import BATCH_ENDS, BATCH_STARTS, Function
from .reference import FEATURE_ORDERS, SPECIFIED, Network, Variant, logits, networks
from .sizes import other_networks
from .variants import OTHER_SIZES, POOL_FIRST, VARIANTS

# float32 against float64: differences of the right network stay below 1e-5 of the largest logit (measured 2e-6);
# the smallest known mistake, LeakyReLU(0.01) for ReLU, makes about 5e-3.
TOLERANCE = 1e-4
# Half precision or rounding somewhere inside: measured 1e-3 to 2e-2 with float16 and bfloat16.
ROUGH = 3e-2
FEW = slice(1, 3)


def recognise(
    weights: list[Weight], images: Tensor, output: Tensor, activation: Function
) -> tuple[Variant, Network | None]:
    """Return the first variant of the specified network that gives `output`, with its weights.

    Variant "unrecognised", "large_values", "imprecise", "not_finite", "logits_dtype" or "weights_unmatched" and no
    weights where there is none.
    """
    if not output.is_floating_point():
        return Variant("logits_dtype", values={"got": str(output.dtype)}), None
    if not torch.isfinite(output).all():
        return Variant("not_finite"), None
    candidates = list(networks(weights))
    if not candidates:
        return Variant("weights_unmatched"), None
    first, others = FEATURE_ORDERS[:1], FEATURE_ORDERS[1:]
    right = (SPECIFIED, POOL_FIRST)
    for variants, orders in ((right, first), (right, others), (VARIANTS[len(right) :], first)):
        for variant in variants:
            for network, order in itertools.product(candidates, orders):
                ordered = replace(variant, order=order)
                if _agrees(network, images, activation, ordered, output):
                    return ordered, network
    expected = logits(candidates[0], images, activation, SPECIFIED)
    if output.shape != expected.shape:
        return Variant("unrecognised", values={"difference": "100%"}), None
    factor = float((expected * output).sum() / (expected * expected).sum().clamp_min(1e-12))
    if matches(expected * factor, output):
        return Variant("logits_scaled", scale=factor, values={"factor": f"{factor:.4g}"}), candidates[0]
    if _only_large_differ(images, expected, output):
        return Variant("large_values"), None
    difference = distance(expected, output)
    code = "imprecise" if difference < ROUGH else "unrecognised"
    return Variant(code, values={"difference": f"{difference:.2%}"}), None


def architecture(weights: list[Weight], images: Tensor, output: Tensor, activation: Function) -> Variant | None:
    """Return the network that gave `output`, of the specified or of any other sizes; None if it is not known."""
    variant, network = recognise(weights, images, output, activation)
    if network is not None:
        return variant
    if not torch.isfinite(output).all() or next(networks(weights), None) is not None:
        return None
    return next(
        (
            variant
            for network in other_networks(weights)
            for variant in OTHER_SIZES
            if matches(_attempt(network, images, activation, variant), output)
        ),
        None,
    )


def computes(weights: list[Weight], images: Tensor, output: Tensor, activation: Function, variant: Variant) -> bool:
    """Tell whether `output` is what `variant` with `activation` computes from `weights`, whatever their sizes."""
    return any(
        matches(_attempt(network, images, activation, variant), output)
        for network in list(networks(weights)) or other_networks(weights)
    )


def _agrees(network: Network, images: Tensor, activation: Function, variant: Variant, output: Tensor) -> bool:
    """Tell whether `variant` gives `output`; two images are enough to refuse one that takes each image by itself."""
    if variant.code and variant.start not in BATCH_STARTS and variant.end not in BATCH_ENDS:
        expected = logits(network, images[FEW], activation, variant)
        if not matches(expected, output[FEW]):
            return False
    return matches(logits(network, images, activation, variant), output)


def distance(expected: Tensor, got: Tensor) -> float:
    """Return the largest difference of a row (the logits of one image), relative to the row's largest expected value.

    A row below a thousandth of the largest is compared with that: rounding does not know how small a row will be.
    It is infinite for tensors without values, and NaN where one of them is.
    """
    if not expected.numel():
        return torch.inf
    size = _rows(expected).abs().amax(1)
    size = size.clamp_min(max(float(size.max()) * 1e-3, 1e-12))
    return float((_rows(expected - got.double()).abs().amax(1) / size).max())


def _rows(output: Tensor) -> Tensor:
    """Return an output [N, ...] as rows [N, K], and one without a batch as one row."""
    return output.reshape(len(output) if output.dim() else 1, -1)


def matches(expected: Tensor | None, got: Tensor) -> bool:
    """Tell whether `got`, computed in float32, is `expected`."""
    return (
        expected is not None
        and got.is_floating_point()
        and got.shape == expected.shape
        and distance(expected, got) <= TOLERANCE
    )


def same_logits(first: Tensor, second: Tensor) -> bool:
    """Tell whether two calls gave the same logits, up to rounding."""
    return matches(first.double(), second)


def indistinct(output: Tensor) -> bool:
    """Tell whether all images of a batch have the same logits [N, K], so that these say nothing about the network."""
    if output.dim() < 2 or not output.numel():
        return True
    return distance(output[:1].double().expand_as(output), output) <= TOLERANCE


def _only_large_differ(images: Tensor, expected: Tensor, output: Tensor) -> bool:
    """Tell whether the logits are the expected ones but for the images of the largest values."""
    order = images.abs().flatten(1).amax(1).argsort()
    right = [matches(expected[row : row + 1], output[row : row + 1]) for row in order.tolist()]
    return right[0] and not right[-1] and right == sorted(right, reverse=True)


def _attempt(network: Network, images: Tensor, activation: Function, variant: Variant) -> Tensor | None:
    """Return the logits, or None when the sizes of the network do not fit together that way."""
    try:
        return logits(network, images, activation, variant)
    except RuntimeError:
        return None
