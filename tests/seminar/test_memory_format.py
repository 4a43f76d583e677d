"""Training in channels_last: what may, what must not, and that it comes to the same as in the usual memory format.

The ways to flatten are those that students' networks have.
"""

import random
import traceback
from collections.abc import Callable
from typing import Any
from unittest.mock import patch

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from seminar.memory_format import same_in_channels_last, seed_everything
from seminar.subject import Recipe, Subject

FEATURES = 4096


class Network(nn.Module):
    """The specified network with another way to flatten."""

    def __init__(self, flatten: Callable[[Tensor], Tensor]) -> None:
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(3, 16, 3, padding=1), nn.ReLU(), nn.Conv2d(16, 16, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2)
        )
        self.flatten = flatten
        self.head = nn.Sequential(nn.Linear(FEATURES, 128), nn.ReLU(), nn.Linear(128, 10))

    def forward(self, x: Tensor) -> Tensor:
        """[N, 3, 32, 32] -> [N, 10]."""
        return self.head(self.flatten(self.features(x)))


class ViewedBackwards(torch.autograd.Function):
    """Flattens, and views the gradient."""

    @staticmethod
    def forward(ctx: Any, x: Tensor) -> Tensor:
        """[N, C, H, W] -> [N, C * H * W]."""
        ctx.shape = x.shape
        return x.flatten(1)

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> Tensor:
        """Put the values where a contiguous tensor has them."""
        return gradients[0].view(ctx.shape)


class Rectified(torch.autograd.Function):
    """ReLU, whose gradient needs a view of the input."""

    @staticmethod
    def forward(ctx: Any, x: Tensor) -> Tensor:
        """Return what is positive."""
        ctx.save_for_backward(x)
        return x.clamp(min=0)

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> Tensor:
        """Let the gradient through where the input was positive."""
        (x,) = ctx.saved_tensors
        return gradients[0] * (x.view(-1) > 0).view(x.shape)


def through_an_array(x: Tensor) -> Tensor:
    """Flatten in the order of memory, and keep the gradient."""
    order = torch.from_numpy(np.arange(x.numel()).reshape(x.shape)).flatten()
    strided = torch.as_strided(x, (x.numel(),), (1,))
    return strided[order].view(len(x), -1)


ANY_FORMAT = {
    "flatten": lambda x: x.flatten(1),
    "torch.flatten": lambda x: torch.flatten(x, start_dim=1),
    "nn.Flatten": nn.Flatten(),
    "reshape": lambda x: x.reshape(-1, FEATURES),
    "reshape by size": lambda x: x.reshape(x.size(0), -1),
    "contiguous view": lambda x: x.contiguous().view(x.size(0), -1),
    "permute": lambda x: x.permute(0, 2, 3, 1).reshape(len(x), -1),
    "einsum": lambda x: torch.einsum("nchw->nhwc", x).flatten(1),
    "stack": lambda x: torch.stack([image.reshape(-1) for image in x]),
    "split": lambda x: torch.cat([channel.flatten(1) for channel in x.split(1, dim=1)], dim=1),
    "a function of its own": ViewedBackwards.apply,
    "unfold": lambda x: nn.functional.unfold(x, 1).flatten(1),
}
USUAL_FORMAT = {
    "view": lambda x: x.view(-1, FEATURES),
    "view by size": lambda x: x.view(x.size(0), -1),
    "view of the data": lambda x: x + 0 * x.data.view(len(x), 16, -1).sum(),
    "as_strided": through_an_array,
    "a view in backward": lambda x: Rectified.apply(x).flatten(1),
    "a view in training": lambda x: x.view(len(x), -1) if torch.is_grad_enabled() else x.flatten(1),
    "a view in eval": lambda x: x.flatten(1) if torch.is_grad_enabled() else x.view(len(x), -1),
    "asserted": lambda x: x.flatten(1) if x.is_contiguous() else x.flatten(1) / 0,
    "wrong shape": lambda x: x.flatten(2),
}
IMAGES = torch.randn(16, 3, 32, 32, generator=torch.Generator().manual_seed(0))


def network(flatten: Callable[[Tensor], Tensor]) -> Network:
    """Return a network whose weights are the same every time."""
    torch.manual_seed(0)
    return Network(flatten)


@pytest.mark.parametrize("flatten", ANY_FORMAT.values(), ids=ANY_FORMAT)
def test_what_computes_the_same_may_train_in_channels_last(flatten: Callable[[Tensor], Tensor]) -> None:
    """Values are the same, whatever lies where."""
    assert same_in_channels_last(network(flatten), IMAGES, 0)


@pytest.mark.parametrize("flatten", USUAL_FORMAT.values(), ids=USUAL_FORMAT)
def test_what_fails_or_gives_something_else_may_not(flatten: Callable[[Tensor], Tensor]) -> None:
    """Forwards or backwards; loudly, or in silence."""
    assert not same_in_channels_last(network(flatten), IMAGES, 0)


@pytest.mark.parametrize(
    "change",
    [
        nn.Dropout(0.5),
        lambda x: x + torch.rand(len(x), 1),
        lambda x: x * random.random(),
        lambda x: x * np.random.rand(),  # noqa: NPY002 - what students use
    ],
    ids=["nn.Dropout", "torch", "random", "numpy"],
)
def test_random_numbers_are_no_difference(change: Callable[[Tensor], Tensor]) -> None:
    """Both steps draw the same."""
    assert same_in_channels_last(network(lambda x: change(x.flatten(1))), IMAGES, 0)


@pytest.mark.parametrize("name", [*list(ANY_FORMAT)[:6], "view"])
def test_a_training_run_comes_to_the_same(name: str) -> None:
    """Four steps from the same weights, in the format that the model may have and in the usual one; by rounding."""
    flatten = (ANY_FORMAT | USUAL_FORMAT)[name]
    images = torch.randint(0, 256, (128, 3, 32, 32), dtype=torch.uint8, generator=torch.Generator().manual_seed(0))
    labels = torch.arange(128) % 10
    found = []
    for wanted in (False, True):
        subject = Subject({"ModelBaseline": lambda: Network(flatten)}, seed=1)
        model, spare = (subject.make("ModelBaseline") for _ in range(2))
        may = subject.same_in_channels_last(spare, IMAGES)
        assert may == (name in ANY_FORMAT)
        subject.fit(model, images, labels, Recipe(32, 1, 1e-3, channels_last=wanted and may))
        found.append(torch.cat([weight.value.flatten() for weight in subject.weights(model)]))
    difference = float((found[0] - found[1]).norm() / found[0].norm())
    assert difference < 1e-4, f"weights differ by {difference:.1e}"


def test_seed_gives_the_numbers_of_manual_seed_without_its_notes() -> None:
    """torch.manual_seed leaves a call to be made later for each accelerator, with the call stack written out."""
    torch.manual_seed(7)
    expected = torch.rand(5)
    seed_everything(7)
    assert torch.equal(torch.rand(5), expected)
    with patch.object(traceback, "format_stack", wraps=traceback.format_stack) as written:
        torch.manual_seed(7)
        as_usual = written.call_count
        seed_everything(7)
    assert as_usual == written.call_count
