"""The specified network as a plain function of weights, in float64, with switches for every known way to get it wrong.

The weights are the student's own. They are recognised by their number of values and the module that owns them, never
by name, order or container. Which switches make a known mistake stands in variants.py.
"""

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from ..subject import Weight
from .functions import ENDS, POOLS, STARTS, Function

CONV1, CONV2, HIDDEN, HEAD = 16 * 3 * 9, 16 * 16 * 9, 128 * 4096, 10 * 128
CHANNELS, FEATURES, UNITS, CLASSES = 16, 4096, 128, 10
SLOPE = 1  # what nn.PReLU learns
Watch = Callable[[int, Tensor, Tensor], None]
FEATURE_ORDERS = tuple(itertools.permutations((0, 1, 2)))  # how [C, H, W] may be laid out before the flattening


@dataclass(frozen=True)
class Layer:
    """A convolution's weight [out, in / groups, k, k] or a linear weight [out, in], and its bias [out]; float64."""

    weight: Tensor
    bias: Tensor


@dataclass(frozen=True)
class Network:
    """The layers of a network, float64, in PyTorch's layout."""

    convs: tuple[Layer, ...]
    linears: tuple[Layer, ...]

    def tensors(self) -> list[Tensor]:
        """Return all weights and biases in the order of the forward pass."""
        return [tensor for layer in (*self.convs, *self.linears) for tensor in (layer.weight, layer.bias)]

    def with_tensors(self, tensors: list[Tensor]) -> "Network":
        """Return the same network with other values, given in the order of `tensors()`."""
        layers = tuple(Layer(weight, bias) for weight, bias in zip(tensors[::2], tensors[1::2], strict=True))
        return replace(self, convs=layers[: len(self.convs)], linears=layers[len(self.convs) :])


@dataclass(frozen=True)
class Variant:
    """How a network departs from the specification; `code` names the misconception and is empty for the right one.

    inactive, twice, relu_at: positions of hidden activations that are left out, applied twice, or always ReLU.
    instead: a class of torch.nn that takes the place of all activations, or of those at instead_at.
    start, end: what happens to images and logits.
    pool, pool_after, pool_first: kind of pooling, index of the convolution it follows (-1: the images; None: the last
    one; EVERY: all), whether it comes before that one's activation. padding, pads, dilation: of the convolutions, pads
    None keeps the size; padded_at: the convolutions that `padding` is of, the others pad with zeros.
    residual: where a convolution's input is added again; image_added: the same for the images and three channels of the
    last convolution. repeated: whether that one is applied twice, "with" or "without" an activation between.
    normalised, normalised_at: where channels of an image get mean 0 and variance 1, and after which convolutions.
    standardised: convolutions whose filters get mean 0 and deviation 1. bias_of, bias_factor: a layer whose bias counts
    so many times. scale: factor of the logits.
    order: how the feature map [C, H, W] is laid out before the flattening; every order is right.
    """

    code: str = ""
    inactive: tuple[int, ...] = ()
    twice: tuple[int, ...] = ()
    relu_at: tuple[int, ...] = ()
    instead: str = ""
    instead_at: tuple[int, ...] = (0, 1, 2)
    start: str = ""
    end: str = ""
    pool: str = "max"
    pool_after: int | None = None
    pool_first: bool = False
    padding: str = "constant"
    pads: tuple[int, ...] | None = None
    padded_at: tuple[int, ...] = (0, 1)
    dilation: tuple[int, ...] = (1, 1)
    residual: str = ""
    image_added: str = ""
    repeated: str = ""
    normalised: str = ""
    normalised_at: tuple[int, ...] = ()
    standardised: tuple[int, ...] = ()
    bias_of: int = 0
    bias_factor: float = 1.0
    scale: float = 1.0
    order: tuple[int, ...] = FEATURE_ORDERS[0]
    values: dict[str, str] = field(default_factory=dict, hash=False, compare=False)


SPECIFIED = Variant()
EVERY = -2


def networks(weights: list[Weight]) -> Iterator[Network]:
    """Yield every way in which `weights` can be those of the specified network; none when sizes do not match.

    There is one way, unless both convolutions' biases belong to the same module (raw parameters): then two. Slopes of
    nn.PReLU, which belong to an activation, do not count.
    """
    by_size: dict[int, list[Weight]] = {}
    for weight in weights:
        if weight.is_parameter and weight.value.numel() != SLOPE:
            by_size.setdefault(weight.value.numel(), []).append(weight)
    sizes = {CONV1: 1, CONV2: 1, HIDDEN: 1, HEAD: 1, CHANNELS: 2, UNITS: 1, CLASSES: 1}
    if {size: len(found) for size, found in by_size.items()} != sizes:
        return
    conv1, conv2 = by_size[CONV1][0], by_size[CONV2][0]
    biases = by_size[CHANNELS]
    if biases[0].owner != biases[1].owner and {conv1.owner, conv2.owner} == {bias.owner for bias in biases}:
        pairs = [sorted(biases, key=lambda bias: bias.owner != conv1.owner)]
    else:
        pairs = [biases, biases[::-1]]

    def one(size: int) -> Tensor:
        return by_size[size][0].value.double()

    for first, second in pairs:
        yield Network(
            convs=(
                Layer(_kernel(conv1.value, 3), first.value.double().reshape(CHANNELS)),
                Layer(_kernel(conv2.value, CHANNELS), second.value.double().reshape(CHANNELS)),
            ),
            linears=(
                Layer(_matrix(one(HIDDEN), UNITS, FEATURES), one(UNITS).reshape(UNITS)),
                Layer(_matrix(one(HEAD), CLASSES, UNITS), one(CLASSES).reshape(CLASSES)),
            ),
        )


def logits(
    network: Network, images: Tensor, activation: Function, variant: Variant, watch: Watch | None = None
) -> Tensor:
    """Return the logits [N, 10], float64, of `network` on `images` [N, 3, 32, 32].

    conv 3x3 -> activation -> conv 3x3 -> activation -> 2x2 max pool -> flatten -> linear -> activation -> linear,
    changed as `variant` says. watch: called with the position of each hidden activation, with what it gets and gives.
    Raises RuntimeError when the sizes of a wrong network do not fit together.
    """
    network = _altered(network, variant)
    instead = getattr(nn, variant.instead)().double().requires_grad_(False) if variant.instead else activation
    pool = POOLS[variant.pool]
    pool_after = len(network.convs) - 1 if variant.pool_after is None else variant.pool_after

    def act(x: Tensor, position: int) -> Tensor:
        if position in variant.inactive:
            return x
        if position in variant.relu_at:
            return torch.relu(x)
        function = instead if position in variant.instead_at else activation
        y = function(function(x)) if position in variant.twice else function(x)
        if watch is not None:
            watch(position, x, y)
        return y

    x = _applied(STARTS, variant.start, images.double(), activation)
    x = pool(x) if pool_after == -1 else x
    given = x
    for index, layer in enumerate(network.convs):
        last = index == len(network.convs) - 1
        y = _convolve(x, layer, index, variant)
        if last and variant.repeated:
            y = _convolve(act(y, index) if variant.repeated == "with" else y, layer, index, variant)
        y = _first_channels(y, given) if last and variant.image_added == "before activation" else y
        y = F.instance_norm(y) if index in variant.normalised_at and variant.normalised == "before activation" else y
        y = y + x if variant.residual == "before activation" and y.shape == x.shape else y
        pooled = pool_after in (index, EVERY)
        y = act(pool(y), index) if pooled and variant.pool_first else act(y, index)
        y = y + x if variant.residual == "after activation" and y.shape == x.shape else y
        y = _first_channels(y, given) if last and variant.image_added == "after activation" else y
        y = F.instance_norm(y) if index in variant.normalised_at and variant.normalised == "after activation" else y
        x = pool(y) if pooled and not variant.pool_first else y
    x = x.permute(0, *(axis + 1 for axis in variant.order)).flatten(1)  # [N, 16, 16, 16] -> [N, 4096]
    for index, layer in enumerate(network.linears[:-1], start=len(network.convs)):
        x = act(F.linear(x, layer.weight, layer.bias), index)  # [N, 128]
    x = F.linear(x, network.linears[-1].weight, network.linears[-1].bias)  # [N, 10]
    return _applied(ENDS, variant.end, x, activation) * variant.scale


def _convolve(x: Tensor, layer: Layer, index: int, variant: Variant) -> Tensor:
    """Convolve x [N, C, H, W] as the variant pads and dilates; without `pads` the size stays."""
    dilation = variant.dilation[index] if index < len(variant.dilation) else 1
    side = layer.weight.shape[-1]
    pad = dilation * (side // 2) if variant.pads is None else variant.pads[index % len(variant.pads)]
    groups = x.shape[1] // layer.weight.shape[1]
    mode = variant.padding if index in variant.padded_at else "constant"
    padded = F.pad(x, (pad,) * 4, value=1.0) if mode == "ones" else F.pad(x, (pad,) * 4, mode=mode) if pad else x
    return F.conv2d(padded, layer.weight, layer.bias, dilation=dilation, groups=groups)


def _altered(network: Network, variant: Variant) -> Network:
    """Return the network with the weights that the variant computes with in place of its own."""
    layers = [*network.convs, *network.linears]
    if variant.bias_factor != 1:
        layer = layers[variant.bias_of]
        layers[variant.bias_of] = Layer(layer.weight, layer.bias * variant.bias_factor)
    for index in variant.standardised:
        filters = layers[index].weight
        centred = filters - filters.mean((1, 2, 3), keepdim=True)
        layers[index] = Layer(centred / (filters.std((1, 2, 3), keepdim=True) + 1e-5), layers[index].bias)
    count = len(network.convs)
    return replace(network, convs=tuple(layers[:count]), linears=tuple(layers[count:]))


def _first_channels(y: Tensor, images: Tensor) -> Tensor:
    return torch.cat([y[:, :3] + images, y[:, 3:]], 1) if y.shape[2:] == images.shape[2:] else y


def _applied(functions: dict[str, Function], name: str, x: Tensor, activation: Function) -> Tensor:
    if not name:
        return x
    return activation(x) if name == "activation" else functions[name](x)


def _kernel(value: Tensor, channels: int) -> Tensor:
    """Bring a convolution's weight to [16, channels, 3, 3]; a raw one may be [3, 3, channels, 16] or [9 C, 16]."""
    if value.shape == (3, 3, channels, CHANNELS):
        value = value.permute(3, 2, 0, 1)
    elif value.shape == (channels * 9, CHANNELS):
        value = value.T
    return value.double().reshape(CHANNELS, channels, 3, 3)


def _matrix(value: Tensor, rows: int, columns: int) -> Tensor:
    """Bring a linear weight to [rows, columns]: stored so, as a convolution's kernel, or transposed as a raw matrix."""
    if value.shape[0] == rows or value.shape[-1] != rows:
        return value.double().reshape(rows, columns)
    return value.double().reshape(columns, rows).T
