"""Dead units: which hidden units of a network are silent on every image (the dying ReLU)."""

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from .errors import SeminarError
from .images import ImageSet, normalize
from .language import text

# Layers without parameters that are no activations either.
NOT_ACTIVATIONS = (
    nn.Flatten,
    nn.Unflatten,
    nn.Identity,
    nn.MaxPool2d,
    nn.AvgPool2d,
    nn.AdaptiveMaxPool2d,
    nn.AdaptiveAvgPool2d,
    nn.BatchNorm1d,
    nn.BatchNorm2d,
)


@dataclass(frozen=True)
class DeadUnits:
    """How many units of one hidden layer are silent: channels of a convolution, features of a fully connected layer."""

    layer: str  # "conv 1", "conv 2", "linear 1": in the order in which the activations are called
    dead: int
    units: int


def dead_units(model: nn.Module, data: ImageSet, batch_size: int = 500) -> list[DeadUnits]:
    """Return for each hidden layer how many of its units are exactly 0 for every image of `data`.

    A channel of a convolution is dead when it is 0 at every position of every image: then its filter does nothing.
    What an activation is, and what is raised: see `dead_share`.
    """
    counts: dict[str, int] = {}
    layers = []
    for mask in _ever_active(model, data, batch_size):
        kind = "conv" if mask.dim() == 3 else "linear"
        counts[kind] = counts.get(kind, 0) + 1
        active = mask.flatten(start_dim=1).any(dim=1) if mask.dim() == 3 else mask  # [C, H, W] -> [C]
        layers.append(DeadUnits(f"{kind} {counts[kind]}", int((~active).sum()), len(active)))
    return layers


def dead_share(model: nn.Module, data: ImageSet, batch_size: int = 500) -> float:
    """Return the share (0 to 1) of hidden units whose activation is exactly 0 for every image of `data`.

    A hidden unit is one number in the output of an activation module: one channel at one position, or one feature of
    a fully connected layer. An activation module is one that contains no other modules, has no parameters and is no
    pooling, flattening or dropout (whose class has "Dropout" in its name). An activation that is called as a
    function (`F.relu`) is not seen. The model is run in eval mode and put back into its own.

    Raises SeminarError when the model has no activation modules.
    """
    active = _ever_active(model, data, batch_size)
    units = sum(mask.numel() for mask in active)
    silent = sum(int((~mask).sum()) for mask in active)
    return silent / units


def _ever_active(model: nn.Module, data: ImageSet, batch_size: int) -> list[Tensor]:
    """Return a mask for each call of an activation, [C, H, W] or [F]: True where any image gave something but 0."""
    activations = [module for module in model.modules() if _is_activation(module)]
    if not activations:
        raise SeminarError(text("errors.no_activations"))

    outputs: list[Tensor] = []  # of one batch, in the order in which the activations were called

    def remember(module: nn.Module, inputs: tuple[Tensor, ...], output: Tensor) -> None:
        outputs.append(output)

    hooks = [module.register_forward_hook(remember) for module in activations]
    training = model.training
    model.eval()
    alive: list[Tensor] = []
    try:
        with torch.no_grad():
            device = next((parameter.device for parameter in model.parameters()), torch.device("cpu"))
            for start in range(0, len(data), batch_size):
                outputs.clear()
                model(normalize(data.images[start : start + batch_size].to(device)))
                masks = [(output != 0).any(dim=0) for output in outputs]  # [N, C, H, W] -> [C, H, W]
                alive = [old | new for old, new in zip(alive, masks, strict=True)] if alive else masks
    finally:
        for hook in hooks:
            hook.remove()
        model.train(training)
    return alive


def _is_activation(module: nn.Module) -> bool:
    """Tell whether a module is an activation, by the rule in `dead_share`."""
    contains_others = any(True for _ in module.children())
    has_parameters = any(True for _ in module.parameters())
    if contains_others or has_parameters or isinstance(module, NOT_ACTIVATIONS):
        return False
    return "dropout" not in type(module).__name__.lower()
