"""The exercises on the deeper network: its layers in order, and where dropout stands in it."""

from collections.abc import Callable
from functools import partial
from typing import Any

import torch
from torch import nn

from coursekit.errors import one_line

from ..language import text
from ..models import seminar_vgg
from .done import tell
from .undisturbed import undisturbed

RATES = (0.2, 0.3, 0.4)
Build = Callable[[], Any]
BuildWith = Callable[[Callable[[float], nn.Module]], Any]


def check_vgg(build: Build) -> bool:
    """Print what is still wrong with the network that `build` returns, or that it is right; return whether it is."""
    return tell("vgg", vgg_mistake(build), text("vgg.right"))


def vgg_mistake(build: Build) -> str | None:
    """Return the first mistake in words, None when there is none."""
    with undisturbed():
        expected = list(seminar_vgg())
        network, mistake = _built(build, "make_vgg")
        if mistake is not None:
            return mistake
        layers = list(network)
        for layer in layers:
            if next(layer.children(), None) is not None:
                return text("vgg.nested", kind=type(layer).__name__)
        for number, layer in enumerate(expected):
            if number == len(layers):
                return text("vgg.short", number=number, rule=_rule(expected, number))
            if not _alike(layers[number], layer):
                return text("vgg.other", number=number, layer=layers[number], rule=_rule(expected, number))
        if len(layers) > len(expected):
            return text("vgg.long", layer=layers[len(expected)])
        return _shared_mistake(build, network, "make_vgg") or _call_mistake(network)


def check_dropout(build: BuildWith) -> bool:
    """Print what is still wrong with where `build` puts dropout, or that it is right; return whether it is.

    build: gets what makes a layer of p, such as nn.Dropout2d, and returns the network with one after each block.
    """
    return tell("places", dropout_mistake(build), text("places.right"))


class _Marked(nn.Identity):
    """A layer that only remembers its p."""

    def __init__(self, p: float = 0.5) -> None:
        super().__init__()
        self.p = p


def _marked(p: float = 0.5) -> nn.Module:
    return _Marked(p)


# Python names it in its errors, where a student calls it in a way that no dropout can be called.
_marked.__name__ = _marked.__qualname__ = "dropout"


def dropout_mistake(build: BuildWith) -> str | None:
    """Return the first mistake in words, None when there is none."""
    with undisturbed():
        network, mistake = _built(partial(build, _marked), "vgg_with")
        if mistake is not None:
            return mistake
        layers = [layer for layer in network.modules() if next(layer.children(), None) is None]
        marked = [number for number, layer in enumerate(layers) if isinstance(layer, _Marked)]
        if not marked:
            others = any(isinstance(layer, nn.Dropout | nn.Dropout2d) and layer.p in RATES for layer in layers)
            return text("places.own_layer" if others else "places.stub")
        if len(marked) != len(RATES):
            return text("places.count", got=len(marked), expected=len(RATES))
        if not all(number > 0 and isinstance(layers[number - 1], nn.MaxPool2d) for number in marked):
            return text("places.elsewhere")
        rates = tuple(layers[number].p for number in marked)
        if not all(isinstance(rate, float | int) for rate in rates):
            return text(
                "places.no_number", kind=next(type(r).__name__ for r in rates if not isinstance(r, float | int))
            )
        if rates != RATES:
            return text("places.rates", got=", ".join(map(str, rates)), expected=", ".join(map(str, RATES)))
        rest, expected = [layer for layer in layers if not isinstance(layer, _Marked)], list(seminar_vgg())
        if len(rest) != len(expected) or not all(map(_alike, rest, expected)):
            return text("places.changed")
        return _shared_mistake(partial(build, _marked), network, "vgg_with") or _call_mistake(network)


def _built(build: Build, name: str) -> tuple[nn.Sequential, str | None]:
    """Return what a student's function makes, or an empty network and in words why it makes none.

    name: that of the function in the notebook.
    """
    if isinstance(build.func if isinstance(build, partial) else build, nn.Module):
        return nn.Sequential(), text("vgg.network", name=name)
    try:
        network = build()
    except StopIteration:
        return nn.Sequential(), text("places.run_out", expected=len(RATES))
    # It is the student's code: whatever it raises is told in one line.
    except (Exception, SystemExit) as error:
        gap = isinstance(error, TypeError) and "ellipsis" in str(error)
        return nn.Sequential(), text("vgg.stub" if gap else "vgg.raised", name=name, error=one_line(error))
    if network is None:
        return nn.Sequential(), text("vgg.nothing", name=name)
    if not isinstance(network, nn.Sequential):
        return nn.Sequential(), text("vgg.kind", kind=type(network).__name__)
    return network, None


def _shared_mistake(build: Build, network: nn.Sequential, name: str) -> str | None:
    """Return in words that no second network can be made, or that it shares weights with the first."""
    again, mistake = _built(build, name)
    known = {id(weights) for weights in network.parameters()}
    if any(id(weights) in known for weights in again.parameters()):
        return text("vgg.shared", name=name)
    return mistake


def _call_mistake(network: nn.Sequential) -> str | None:
    """Return what the network raises for a batch, in words; None when it gives logits."""
    try:
        with torch.no_grad():
            network(torch.zeros(2, 3, 32, 32))
    except (Exception, SystemExit) as error:
        return text("vgg.raised", error=one_line(error))
    return None


def _alike(layer: nn.Module, expected: nn.Module) -> bool:
    """Tell whether a layer is what it should be; a bias before batch norm, `inplace` and the like are free."""
    if type(layer) is not type(expected):
        return False
    if isinstance(expected, nn.Conv2d):
        return isinstance(layer, nn.Conv2d) and _convolution(layer) == _convolution(expected)
    if isinstance(expected, nn.MaxPool2d):
        return isinstance(layer, nn.MaxPool2d) and _pairs(layer.kernel_size, layer.stride) == ((2, 2), (2, 2))
    if isinstance(expected, nn.Linear):
        return isinstance(layer, nn.Linear) and layer.weight.shape == expected.weight.shape
    if isinstance(expected, nn.BatchNorm1d | nn.BatchNorm2d):
        return getattr(layer, "num_features", None) == expected.num_features
    return not isinstance(expected, nn.Dropout) or getattr(layer, "p", None) == expected.p


def _convolution(layer: nn.Conv2d) -> tuple[object, ...]:
    """Return what of a convolution has to agree."""
    padding = layer.padding
    if padding == "same":  # what it comes to for an odd kernel
        padding = tuple(side // 2 for side in layer.kernel_size)
    return (*layer.weight.shape, *_pairs(layer.stride, padding, layer.dilation))


def _pairs(*values: Any) -> tuple[Any, ...]:
    return tuple(value if isinstance(value, tuple) else (value, value) for value in values)


def _rule(expected: list[nn.Module], number: int) -> str:
    """Return what stands at a place of the network, as a rule rather than as the line to write."""
    layer = expected[number]
    if isinstance(layer, nn.Conv2d):
        return text("layers.convolution", inputs=layer.in_channels, outputs=layer.out_channels)
    if isinstance(layer, nn.Linear):
        return text("layers.last" if number == len(expected) - 1 else "layers.linear", outputs=layer.out_features)
    if isinstance(layer, nn.ReLU) and isinstance(expected[number - 1], nn.BatchNorm1d):
        return text("layers.relu_of_the_head")
    return text(f"layers.{type(layer).__name__.lower()}")
