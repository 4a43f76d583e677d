"""The networks that are calibrated: the reference, the shortcuts that q4 must catch, and wrong networks that train.

Each is a class named ModelBaseline as a student could hand it in, so that it is run through the same Subject.
"""

import torch
from torch import Tensor, nn

from ....images.reference import ModelBaseline as Reference


def _zero_bias(layer: nn.Conv2d | nn.Linear) -> None:
    if layer.bias is not None:
        nn.init.zeros_(layer.bias)


def _freeze_convolutions(model: Reference) -> None:
    for layer in model:
        if isinstance(layer, nn.Conv2d):
            layer.requires_grad_(False)


class Kaiming(Reference):
    """The specified network with another usual initialisation: Kaiming normal weights, zero biases."""

    def __init__(self) -> None:
        super().__init__()
        for layer in self:
            if isinstance(layer, nn.Conv2d | nn.Linear):
                nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")
                _zero_bias(layer)


class Xavier(Reference):
    """The specified network with another usual initialisation: Xavier uniform weights, zero biases."""

    def __init__(self) -> None:
        super().__init__()
        for layer in self:
            if isinstance(layer, nn.Conv2d | nn.Linear):
                nn.init.xavier_uniform_(layer.weight)
                _zero_bias(layer)


class Viewed(Reference):
    """The specified network with a `view`, which keeps it from channels_last: it is trained in the usual format."""

    def forward(self, input: Tensor) -> Tensor:
        for layer in self:
            input = input.view(len(input), -1) if isinstance(layer, nn.Flatten) else layer(input)
        return input


class Linear(nn.Sequential):
    """A linear softmax on the pixels."""

    def __init__(self) -> None:
        super().__init__(nn.Flatten(), nn.Linear(3072, 10))


class FrozenFeatures(Reference):
    """Random convolutions that do not learn, and a head that does."""

    def __init__(self) -> None:
        super().__init__()
        _freeze_convolutions(self)


class FrozenKaiming(Kaiming):
    """The same with Kaiming normal weights."""

    def __init__(self) -> None:
        super().__init__()
        _freeze_convolutions(self)


class NoConvolutions(nn.Sequential):
    """Two linear layers on the pixels, with as many hidden units as the specified network."""

    def __init__(self) -> None:
        super().__init__(nn.Flatten(), nn.Linear(3072, 128), nn.ReLU(), nn.Linear(128, 10))


class ZeroInitialised(Reference):
    """All weights start at zero, so that all units of a layer stay alike."""

    def __init__(self) -> None:
        super().__init__()
        for parameter in self.parameters():
            nn.init.zeros_(parameter)


class NoActivation(Reference):
    """All hidden activations left out."""

    def __init__(self) -> None:
        super().__init__(activation=nn.Identity)


class AveragePooling(Reference):
    """The mean of each window instead of its maximum."""

    def __init__(self) -> None:
        super().__init__(pool=nn.AvgPool2d)


class Untrained(Reference):
    """Never trained: no parameter gets a gradient other than zero."""

    def forward(self, input: Tensor) -> Tensor:
        with torch.no_grad():
            logits = super().forward(input)
        # The loss needs something to differentiate; it moves nothing.
        return logits + 0 * next(self.parameters()).sum()


class ShuffledLabels(Reference):
    """The specified network; the run gives it labels in random order."""


CORRECT: dict[str, type[nn.Module]] = {"reference": Reference}
CORRECT_VARIANTS: dict[str, type[nn.Module]] = {
    "Kaiming initialisation": Kaiming,
    "Xavier initialisation": Xavier,
    "flattened with view": Viewed,
}
SHORTCUTS: dict[str, type[nn.Module]] = {
    "linear model": Linear,
    "frozen features": FrozenFeatures,
    "frozen features, Kaiming": FrozenKaiming,
    "shuffled labels": ShuffledLabels,
    "zero initialisation": ZeroInitialised,
    "no training": Untrained,
}
LISTED: dict[str, type[nn.Module]] = {
    "no activation": NoActivation,
    "average pooling": AveragePooling,
    "two linear layers": NoConvolutions,
}
