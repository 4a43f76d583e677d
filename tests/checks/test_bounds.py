"""However many or large the weights of a model are, judging it takes little: no endless search, no copies."""

import time
from typing import Any

import pytest
import torch
from torch import Tensor, nn

from autograder.judge import one_thread
from autograder.trial import Build
from coursekit.feedback import CheckFailed
from seminar.recognisers.recognition import architecture
from seminar.recognisers.sizes import MAX_NUMBERS, MAX_TENSORS, other_networks, require_judgeable
from seminar.subject import Subject, Weight
from tests.course import judge
from tests.proofs.drawn import drawn_build

SECONDS = 5.0
IMAGES = torch.zeros(2, 3, 32, 32)


def weight(name: str, *shape: int) -> Weight:
    """Return a parameter of a module of its own, without memory: all its numbers are one."""
    return Weight(f"{name}.weight", name, torch.ones(1).expand(shape), True)


def processor_seconds(action: Any) -> float:
    """Return what an action takes of the processor."""
    start = time.process_time()
    action()
    return time.process_time() - start


class ManyLayers(nn.Module):
    """Convolutions of one number each, and logits."""

    def __init__(self, activation: Any = nn.ReLU, layers: int = 400) -> None:
        super().__init__()
        self.layers = nn.ModuleList(nn.Conv2d(1, 1, 1, bias=False) for _ in range(layers))
        self.act = activation()
        self.head = nn.Linear(3072, 10)

    def forward(self, x: Tensor) -> Tensor:
        x = self.act(x)
        for layer in self.layers[:3]:
            x = self.act(layer(x.flatten(0, 1)[:, None])).reshape(-1, 3, 32, 32)
        return self.head(x.flatten(1))


@pytest.fixture(scope="module")
def build() -> Build:
    """Give a build with a fixed secret."""
    return drawn_build("a secret of the bounds")


@pytest.mark.parametrize("question", ["q1", "q2"])
def test_four_hundred_layers_are_refused_with_their_number(build: Build, question: str) -> None:
    """Their orders were tried once: 2.5e10."""
    names = {"ModelBaseline": ManyLayers}
    verdicts: dict[str, CheckFailed | None] = {}
    with one_thread():
        seconds = processor_seconds(
            lambda: verdicts.update(judge(question, lambda seed: Subject(names, seed), build).verdicts)
        )
    first = next(iter(verdicts.values()))
    assert first is not None
    assert first.code == "too_many_tensors"
    assert first.values == {"got": "402", "allowed": f"{MAX_TENSORS:,}"}
    assert seconds < SECONDS


@pytest.mark.parametrize("layers", [9, 30, 290])
def test_a_network_of_many_layers_is_not_searched(layers: int) -> None:
    """As many as are judged at all: no order of them is tried."""
    weights = [weight(f"conv{index}", 1, 1, 1, 1) for index in range(layers)]
    weights += [weight(f"fc{index}", 7, 7) for index in range(layers)]
    assert processor_seconds(lambda: list(other_networks(weights))) < SECONDS


def test_one_tensor_under_forty_names_is_counted_forty_times() -> None:
    """It crosses the wire once; judging copied it for each name."""
    weights = [weight(f"fc{index}", 2048, 2048) for index in range(40)]
    with pytest.raises(CheckFailed) as failed:
        require_judgeable(weights)
    assert failed.value.code == "too_many_numbers"
    assert failed.value.values == {"got": f"{40 * 2048 * 2048:,}", "allowed": f"{MAX_NUMBERS:,}"}


@pytest.mark.parametrize(
    "shapes",
    [
        [(150_000, 3, 1, 1), (10, 128)],
        [(16, 3, 9, 9), (4000, 16, 1, 1), (10, 128)],
        [(1, 3, 300, 300), (128, 1024), (10, 128)],
        [(16, 3, 3, 3), (15_000_000, 1), (10, 128)],
    ],
)
def test_odd_weights_cost_neither_time_nor_memory(shapes: list[tuple[int, ...]]) -> None:
    """Few numbers, whose feature maps would take gigabytes: nothing is computed with them."""
    weights = [weight(f"layer{index}", *shape) for index, shape in enumerate(shapes)]
    found: list[Any] = []
    seconds = processor_seconds(lambda: found.append(architecture(weights, IMAGES, torch.zeros(2, 10), torch.relu)))
    assert found == [None]
    assert list(other_networks(weights)) == []
    assert seconds < SECONDS


def test_a_right_answer_is_far_from_every_bound() -> None:
    """A tenth of the tensors and numbers at most."""
    assert MAX_TENSORS >= 10 * 8
    assert MAX_NUMBERS >= 10 * 528_474
