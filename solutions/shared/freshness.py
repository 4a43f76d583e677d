"""Whether two models of one class start with weights drawn anew for each: q1 asks for the plain one, q2 for others."""

from collections.abc import Iterable

import torch

from seminar.recognisers.reference import HEAD
from seminar.subject import Weight

LARGE = 256  # numbers of a weight tensor, which biases do not have
PATTERN = 16  # different numbers that a fixed start may have: the identity has two, random weights have hundreds


def large_parameters(weights: Iterable[Weight]) -> list[Weight]:
    """Return the kernels and matrices among weights."""
    return [weight for weight in weights if weight.is_parameter and weight.value.numel() > LARGE]


def not_fresh(pairs: Iterable[tuple[Weight, Weight]]) -> list[Weight]:
    """Return which of the kernels and matrices of two models, side by side, were not drawn anew.

    Two that are drawn are equal with probability below 1e-300. Biases, buffers and the last layer may start at zero or
    at any constant, and a layer in a fixed pattern (the identity, say), which are usual initialisations; one number for
    all weights of a layer is not, since its units never become different, and nor is a pattern in every layer.
    """
    pairs = list(pairs)
    equal = [one for one, other in pairs if torch.equal(one.value, other.value)]
    return [one for one in equal if not _is_usual(one, everywhere=len(equal) == len(pairs))]


def _is_usual(weight: Weight, *, everywhere: bool) -> bool:
    zero_head = weight.value.numel() == HEAD and not weight.value.any()
    pattern = 1 < len(weight.value.unique()) <= PATTERN and not everywhere
    return zero_head or pattern
