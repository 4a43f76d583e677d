"""q3: one mistake costs the points of one check, as far as it can be told apart from others."""

from collections.abc import Callable
from typing import Any

import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from autograder.trial import Build
from seminar.subject import Subject
from tests.bank import PLAIN
from tests.course import judge
from tests.proofs.drawn import drawn_build

RATES: dict[str, tuple[Callable[[Any, Tensor], Tensor], set[str]]] = {
    "an activation": (lambda layer, x: F.relu(F.dropout2d(x, layer.p)), {"scale"}),
    "its mirror": (lambda layer, x: -F.relu(-F.dropout2d(x, layer.p)), {"scale"}),
    "a bound": (lambda layer, x: F.dropout2d(x, layer.p).clamp(-20, 20), {"scale"}),
    "a flipped map": (lambda layer, x: F.dropout2d(x, layer.p).flip(3), {"scale"}),
    "a reversed batch": (lambda layer, x: F.dropout2d(x, layer.p).flip(0), {"scale"}),
    "channels in another order": (lambda layer, x: F.dropout2d(x, layer.p).roll(1, 1), {"scale"}),
    "no factor": (lambda layer, x: F.dropout2d(x, layer.p) * (1 - layer.p), {"scale"}),
    "maps as wide as high": (
        lambda layer, x: (
            x * (torch.rand(*x.shape[:2], 1, 1) >= layer.p).to(x).expand(*x.shape[:3], x.shape[2]) / (1 - layer.p)
        ),
        {"care"},
    ),
    "a draw of the call": (lambda layer, x: F.dropout2d(x, layer.p) if torch.rand(()) < 0.5 else x, {"channels"}),
    "a number of the batch": (
        lambda layer, x: (
            x
            * (torch.rand(x.shape[0] * x.shape[1]).argsort().argsort() >= x.shape[0] * x.shape[1] * layer.p)
            .view(*x.shape[:2], 1, 1)
            .to(x)
            / (1 - layer.p)
        ),
        {"channels"},
    ),
}


@pytest.fixture(scope="module")
def build() -> Build:
    """Give a build with a fixed secret."""
    return drawn_build("a secret of single mistakes")


@pytest.mark.parametrize("what", RATES)
def test_one_mistake_costs_one_check(build: Build, what: str) -> None:
    """A mistake in training mode alone, in a layer that is right otherwise."""
    train, lost = RATES[what]

    class Mistaken(nn.Module):
        def __init__(self, p: float = 0.2) -> None:
            super().__init__()
            self.p = p

        def forward(self, x: Tensor) -> Tensor:
            return train(self, x) if self.training and self.p > 0 else x

    names = {**PLAIN.namespace(), "SpatialDropout": Mistaken}
    verdicts = judge("q3", lambda seed: Subject(names, seed), build).verdicts
    assert {name for name, verdict in verdicts.items() if verdict is not None} == lost, verdicts
