"""Networks whose weights have other sizes than specified: which mistake the sizes show, and how the layers chain.

Sizes come from the parameters of the model and the module that owns each, never from a name.
"""

import itertools
import math
from collections.abc import Iterator

import torch
from torch import Tensor

from coursekit.feedback import CheckFailed, failure

from ..shapes import PARAMETER_COUNT
from ..subject import Weight
from .reference import CHANNELS, CLASSES, FEATURES, SLOPE, UNITS, Layer, Network

EXPECTED_SHAPES = {
    "conv1": (CHANNELS, 3, 3, 3),
    "conv2": (CHANNELS, CHANNELS, 3, 3),
    "fc1": (UNITS, FEATURES),
    "fc2": (CLASSES, UNITS),
}
NAMED_WEIGHTS = 4
# What is judged at all. The specified network has 8 tensors of 0.5 million numbers; with 32 channels and without the
# pooling it has 4.2 million, and ResNet-18 has 122 tensors of 11 million.
MAX_TENSORS, MAX_NUMBERS = 300, 16_000_000
# Networks of other sizes that are computed, to judge the activation on them; others are judged by what reaches the
# logits. The work of one convolution grows with its kernels, which slide over 32 x 32 places.
MAX_LAYERS, MAX_CHANNELS, MAX_SIDE, MAX_KERNELS, MAX_MATRICES = 8, 256, 16, 100_000, 9_000_000
MAX_CHAINS = 6  # ways in which layers may follow each other that are tried


def require_judgeable(weights: list[Weight]) -> None:
    """Assert that there are no more tensors and numbers than are judged, and that parameters are finite numbers.

    The model must have run once: a lazy layer has no numbers before. One tensor under many names counts each time:
    every use of it takes memory of its own.
    """
    if len(weights) > MAX_TENSORS:
        raise failure("too_many_tensors", got=f"{len(weights):,}", allowed=f"{MAX_TENSORS:,}")
    numbers = sum(weight.value.numel() for weight in weights)
    if numbers > MAX_NUMBERS:
        raise failure("too_many_numbers", got=f"{numbers:,}", allowed=f"{MAX_NUMBERS:,}")
    for weight in weights:
        if weight.is_parameter and not weight.value.numel():
            raise failure("weight_empty", name=weight.name)
        if weight.is_parameter and not _all_finite(weight.value):
            raise failure("weights_not_finite", name=weight.name)


def _all_finite(value: Tensor) -> bool:
    """Tell whether all numbers are finite; their sum, which is quick to find, is so only if they are."""
    return bool(torch.isfinite(value.sum())) or bool(torch.isfinite(value).all())


def parameter_count(weights: list[Weight]) -> int:
    """Return the number of parameters; the model must have run once, so that lazy layers know their size."""
    return sum(weight.value.numel() for weight in weights if weight.is_parameter)


def require_sizes(weights: list[Weight]) -> None:
    """Assert: "528,474 parameters"; a wrong number is named by the layer that makes it, where the shapes show it.

    Slopes of nn.PReLU do not count here: which activation it is has a question of its own.
    """
    if parameter_count(weights) - slopes(weights) != PARAMETER_COUNT:
        raise size_mistake(weights)


def slopes(weights: list[Weight]) -> int:
    """Return how many parameters are single numbers, such as the slopes of nn.PReLU."""
    return sum(weight.is_parameter and weight.value.numel() == SLOPE for weight in weights)


def size_mistake(weights: list[Weight]) -> CheckFailed:
    """Return the failure that names what the shapes of the parameters show first, from the images to the logits."""
    counts = {"got": f"{parameter_count(weights):,}", "expected": f"{PARAMETER_COUNT:,}"}
    convs, linears = _layers(weights, 4), _layers(weights, 2)
    if parameter_count(weights) + sum(weight.value.numel() for weight in kept_as_buffers(weights)) >= PARAMETER_COUNT:
        names = [weight.name for weight in kept_as_buffers(weights)]
        if names:
            return failure("weights_as_buffers", names=", ".join(names[:NAMED_WEIGHTS]))
    if _lonely_vectors(weights):
        return failure("normalisation_inside", **counts)
    if _sizes_beside_directions(weights):
        return failure("weight_normalised", **counts)
    shapes = [tuple(layer.value.shape) for layer, _ in (*convs, *linears)]
    for name, mistaken in _conv_mistakes(convs):
        return failure(name, **mistaken, **counts)
    if len(convs) < 2 or len(linears) < 2:
        missing = ", ".join(name for name, shape in EXPECTED_SHAPES.items() if shape not in shapes)
        return failure("layers_missing", layers=missing, **counts)
    if len(convs) > 2 or len(linears) > 2:
        return failure("extra_layer", layers=len(shapes), **counts)
    last_channels = convs[-1][0].value.shape[0]
    matrices = [layer.value for layer, _ in linears]
    hidden = next((a for a, b in itertools.permutations(matrices, 2) if a.shape[0] == b.shape[1]), matrices[0])
    if hidden.shape[1] != FEATURES:
        return failure(_feature_mistake(hidden.shape[1], last_channels), features=hidden.shape[1], **counts)
    if hidden.shape[0] != UNITS:
        return failure("hidden_size", units=hidden.shape[0], **counts)
    if any(bias is None for _, bias in (*convs, *linears)):
        number = sum(bias is None for _, bias in (*convs, *linears))
        return failure("bias_missing", layers=number, **counts)
    if parameter_count(weights) > PARAMETER_COUNT:
        return failure("extra_parameters", **counts)
    return failure("parameters", **counts)


def kept_as_buffers(weights: list[Weight]) -> list[Weight]:
    """Return the buffers that have the size of a specified kernel or matrix."""
    sizes = {math.prod(shape) for shape in EXPECTED_SHAPES.values()}
    return [weight for weight in weights if not weight.is_parameter and weight.value.numel() in sizes]


def other_networks(weights: list[Weight]) -> Iterator[Network]:
    """Yield the ways in which convolutions and linear layers of any size can follow each other, longest first.

    None for more or larger layers than are computed; see MAX_LAYERS.
    """
    found_convs, found_linears = _layers(weights, 4), _layers(weights, 2)
    if not (_computable(found_convs, MAX_KERNELS) and _computable(found_linears, MAX_MATRICES)):
        return
    shapes = [layer.value.shape for layer, _ in found_convs]
    if any(max(shape[:2]) > MAX_CHANNELS or max(shape[2:]) > MAX_SIDE for shape in shapes):
        return
    convs = [_double(layer, bias) for layer, bias in found_convs]
    linears = [_double(layer, bias) for layer, bias in found_linears]
    pairs = itertools.product(_chains(convs, 3), _chains(linears, None))
    for some_convs, some_linears in itertools.islice(pairs, MAX_CHAINS):
        yield Network(some_convs, some_linears)


def _computable(layers: list[tuple[Weight, Weight | None]], numbers: int) -> bool:
    return len(layers) <= MAX_LAYERS and sum(layer.value.numel() for layer, _ in layers) <= numbers


def _chains(layers: list[Layer], first: int | None) -> Iterator[tuple[Layer, ...]]:
    """Yield orders of as many layers as fit behind each other; `first` is the number of input channels if known."""
    for size in range(min(len(layers), 4), 0, -1):
        for chosen in itertools.permutations(layers, size):
            inputs = [layer.weight.shape[1] for layer in chosen]
            given = [first or inputs[0], *(layer.weight.shape[0] for layer in chosen[:-1])]
            fits = (
                have == needed or (chosen[0].weight.dim() == 4 and have % needed == 0)
                for have, needed in zip(given, inputs, strict=True)
            )
            if all(fits):
                yield chosen


def _layers(weights: list[Weight], dimensions: int) -> list[tuple[Weight, Weight | None]]:
    """Return the parameters of that many dimensions, each with the bias that the same module owns."""
    found = []
    for weight in weights:
        if weight.is_parameter and weight.value.dim() == dimensions:
            biases = (
                other
                for other in weights
                if other.is_parameter and other.owner == weight.owner and other.value.shape == weight.value.shape[:1]
            )
            found.append((weight, next(biases, None)))
    return found


def _lonely_vectors(weights: list[Weight]) -> bool:
    """Tell whether a module owns nothing but vectors, at least two of one length: a normalisation's scale and shift."""
    owners: dict[str, list[Tensor]] = {}
    for weight in weights:
        if weight.is_parameter:
            owners.setdefault(weight.owner, []).append(weight.value)
    vectors = (values for values in owners.values() if all(value.dim() == 1 for value in values))
    return any(len(values) == 2 and values[0].shape == values[1].shape for values in vectors)


def _sizes_beside_directions(weights: list[Weight]) -> bool:
    """Tell whether a module owns a number for each row of a weight, [out, 1, ...], beside it: a weight norm."""
    return any(
        one.owner == other.owner and len(one.value) == len(other.value) == one.value.numel() < other.value.numel()
        for one, other in itertools.permutations([w for w in weights if w.is_parameter and w.value.dim() > 1], 2)
    )


def _conv_mistakes(convs: list[tuple[Weight, Weight | None]]) -> Iterator[tuple[str, dict[str, object]]]:
    for layer, _ in convs:
        out, inputs, height, width = layer.value.shape
        if (height, width) not in ((3, 3), (16, 16)):
            yield "kernel_size", {"kernel": f"{height}x{width}"}
        if out not in (CHANNELS, UNITS, CLASSES):
            yield "channels", {"channels": out}
        if inputs not in (0, 3, CHANNELS) and CHANNELS % inputs == 0:
            yield "grouped", {"inputs": inputs}
    firsts = [layer for layer, _ in convs if layer.value.shape[:2] == (CHANNELS, 1)]
    if firsts:
        yield "grouped", {"inputs": 1}


def _feature_mistake(features: int, channels: int) -> str:
    """Return the code for a first linear layer that sees `features` values of `channels` channels."""
    side = math.isqrt(features // max(channels, 1))
    if side * side * channels != features:
        return "feature_count"
    if side == 1:
        return "global_pooling"
    codes = {"padding_missing": (14, 15), "padding_too_wide": (17, 18), "pooling_missing": (28, 30, 31, 32)}
    return next((code for code, sides in codes.items() if side in sides), "feature_count")


def _double(weight: Weight, bias: Weight | None) -> Layer:
    value = weight.value.double()
    return Layer(value, torch.zeros(value.shape[0], dtype=value.dtype) if bias is None else bias.value.double())
