"""The exercise on a broken network: five mistakes that Python does not notice, each found by what the network does."""

from unittest.mock import patch

import torch
from torch import Tensor, nn

from coursekit.errors import one_line

from ..language import text
from .done import mark
from .undisturbed import undisturbed

# Of the network in the notebook: 3 -> 16 -> 32 channels, one pool, 64 hidden units, 10 classes.
LAYERS = 5  # two convolutions, a batch norm, two fully connected layers
BUGS = ("unregistered", "linear", "always_dropout", "mixed", "softmax")


def check_repair(network: type[nn.Module]) -> bool:
    """Print which of the five mistakes are mended; return whether all are."""
    try:
        left = bugs_left(network)
    # It is the student's code: whatever it raises is told in one line.
    except Exception as error:
        print(text("repair.raised", error=one_line(error)))
        mark("repair", done=False)
        return False
    for number, bug in enumerate(BUGS, start=1):
        print(f"✅ {number}. " + text("repair.mended") if bug not in left else f"▫️ {number}. " + text(f"repair.{bug}"))
    mark("repair", done=not left)
    return not left


def bugs_left(network: type[nn.Module]) -> list[str]:
    """Return which of BUGS the network still has, by what it computes."""
    with undisturbed():
        torch.manual_seed(0)
        model = network().train()
        for _ in range(3):  # so that batch norm has statistics
            model(torch.randn(8, 3, 32, 32))
        model.eval()
        images = torch.randn(6, 3, 32, 32)
        with torch.no_grad():
            torch.manual_seed(1)
            logits = model(images)
            signs = {
                "unregistered": len(_layers(model)) < LAYERS,
                "linear": _is_linear_between_convolutions(model, images),
                "always_dropout": not all(torch.equal(logits, model(images)) for _ in range(3)),
                "mixed": _is_mixed(model, images),
                "softmax": _sums_to_one(logits),
            }
    return [bug for bug in BUGS if signs[bug]]


def _layers(model: nn.Module) -> list[nn.Module]:
    """Return the layers with parameters that PyTorch knows of."""
    return [layer for layer in model.modules() if next(layer.parameters(recurse=False), None) is not None]


def _is_linear_between_convolutions(model: nn.Module, images: Tensor) -> bool:
    """Tell whether the second convolution gets what the first one gives, with negative numbers in it."""
    # Layers in a Python list are not among the modules, so they are watched by their class.
    seen: list[tuple[nn.Conv2d, Tensor]] = []
    call = nn.Conv2d.forward

    def watched(layer: nn.Conv2d, values: Tensor) -> Tensor:
        seen.append((layer, values))
        return call(layer, values)

    with patch.object(nn.Conv2d, "forward", watched):
        model(images)
    return len(seen) < 2 or torch.equal(seen[1][1], call(*seen[0]))


def _is_mixed(model: nn.Module, images: Tensor) -> bool:
    """Tell whether the answer for the first image depends on the others."""
    others = torch.cat([images[:1], images[1:].flip(0) * 2])
    torch.manual_seed(1)  # the same dropout in both calls
    one = model(images)[0]
    torch.manual_seed(1)
    other = model(others)[0]
    return not torch.allclose(one, other, atol=1e-5)


def _sums_to_one(values: Tensor) -> bool:
    """Tell whether the numbers of each image are probabilities."""
    sums = values.sum(dim=1)
    return bool((values >= 0).all() and torch.allclose(sums, torch.ones_like(sums), atol=1e-4))
