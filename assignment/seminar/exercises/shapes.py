"""The exercise on shapes: what a student expects of some layers of a network, compared with what they give."""

from collections.abc import Mapping

import torch
from torch import Tensor, nn

from ..language import text
from .done import mark

IMAGE = (3, 32, 32)
Guess = object  # (the shape of the output for one image, without N; the number of parameters), or `...`


def check_shapes(network: nn.Sequential, guesses: Mapping[int, Guess]) -> bool:
    """Print a line for each guess; return whether all are right.

    guesses: by the number of a layer in the network, the shape of its output for one image (without N) and how many
    parameters it has: `{0: ((16, 32, 32), 448)}`.
    """
    shapes, right = _shapes(network), True
    for number, guess in guesses.items():
        layer = network[number]
        found = guess_mistake(layer, shapes[number], guess)
        print(f"{'▫️' if found else '✅'} {number:2} {layer}" + (f": {found}" if found else ""))
        right = right and found is None
    mark("shapes", done=right)
    return right


def guess_mistake(layer: nn.Module, shape: tuple[int, ...], guess: Guess) -> str | None:
    """Return what is wrong with a guess in words, None when it is right. shape: that of the layer's output."""
    if guess is ...:
        return text("shapes.open")
    if not isinstance(guess, tuple) or len(guess) != 2:
        return text("shapes.no_pair")
    guessed_shape, guessed_count = guess
    if guessed_shape is ... or guessed_count is ...:
        return text("shapes.open")
    guessed = (guessed_shape,) if isinstance(guessed_shape, int) else tuple(guessed_shape)
    if guessed != shape:
        return _shape_mistake(layer, shape, guessed)
    count = sum(parameter.numel() for parameter in layer.parameters())
    return None if guessed_count == count else _count_mistake(layer, count, guessed_count)


def _shape_mistake(layer: nn.Module, shape: tuple[int, ...], guessed: tuple[object, ...]) -> str:
    """Return a nudge about a shape, without the answer."""
    if len(guessed) == len(shape) + 1 and guessed[1:] == shape:
        return text("shapes.batch")
    if len(guessed) != len(shape):
        return text("shapes.axes", got=len(guessed), expected=len(shape))
    if isinstance(layer, nn.MaxPool2d) and guessed[1:] != shape[1:]:
        return text("shapes.pool")
    if len(shape) == 3 and guessed[1:] != shape[1:]:
        return text("shapes.padding")
    return text("shapes.channels")


def _count_mistake(layer: nn.Module, count: int, guessed: object) -> str:
    """Return a nudge about a number of parameters, without the answer."""
    if count == 0:
        return text("shapes.none")
    bias = getattr(layer, "bias", None)
    if isinstance(layer, nn.BatchNorm1d | nn.BatchNorm2d):
        return text("shapes.statistics") if guessed == 2 * count else text("shapes.norm")
    if bias is not None and guessed == count - bias.numel():
        return text("shapes.bias")
    return text("shapes.conv") if isinstance(layer, nn.Conv2d) else text("shapes.linear")


def _shapes(network: nn.Sequential) -> list[tuple[int, ...]]:
    """Return the shape of each layer's output for one image, without N."""
    place = next((parameter.device for parameter in network.parameters()), torch.device("cpu"))
    training = network.training
    network.eval()
    shapes = []
    values: Tensor = torch.zeros(1, *IMAGE, device=place)
    with torch.no_grad():
        for layer in network:
            values = layer(values)
            shapes.append(tuple(values.shape[1:]))
    network.train(training)
    return shapes
