"""The exercises without points: right answers pass, and each mistake that they know is named."""

import re
from collections.abc import Callable
from typing import Any

import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from seminar import check_loop, check_repair, check_shapes, show_progress
from seminar.exercises.loop import loop_mistake
from seminar.exercises.repair import BUGS, bugs_left
from seminar.exercises.shapes import guess_mistake

loss_function = nn.CrossEntropyLoss()

TRAIN = """
def train_epoch(model, loader, optimizer):
    model.train()
    total_loss, correct, seen = 0.0, 0, 0
    for images, labels in loader:
        logits = model(images)
        loss = loss_function(logits, labels)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        total_loss += loss.item() * len(labels)
        correct += (logits.argmax(dim=1) == labels).sum().item()
        seen += len(labels)
    return total_loss / seen, correct / seen
"""
VALIDATE = """
def validate(model, loader):
    model.eval()
    total_loss, correct, seen = 0.0, 0, 0
    with torch.no_grad():
        for images, labels in loader:
            logits = model(images)
            total_loss += loss_function(logits, labels).item() * len(labels)
            correct += (logits.argmax(dim=1) == labels).sum().item()
            seen += len(labels)
    return total_loss / seen, correct / seen
"""
MEAN_OF_MEANS = ("loss.item() * len(labels)", "loss.item()"), ("total_loss / seen", "total_loss / len(loader)")
ORDER = "        optimizer.zero_grad()\n        loss.backward()\n        optimizer.step()\n"
RIGHT = {
    "as shown": (),
    "zero_grad last": (
        (ORDER, ORDER.replace("        optimizer.zero_grad()\n", "") + "        optimizer.zero_grad()\n"),
    ),
    "zero_grad of the model": (("optimizer.zero_grad()", "model.zero_grad()"),),
    "number of images of the set": (("total_loss / seen", "total_loss / len(loader.dataset)"),),
    "tensors returned": (("correct / seen", "torch.tensor(correct / seen)"),),
    "inference mode": (("torch.no_grad()", "torch.inference_mode()"),),
}
WRONG = {
    "no zero_grad": ((("optimizer.zero_grad()", "pass"),), "add up"),
    "no backward": ((("loss.backward()", "pass"),), "no gradients"),
    "no step": ((("optimizer.step()", "pass"),), "optimiser's step"),
    "cleared before the step": (
        ((ORDER, "        loss.backward()\n        optimizer.zero_grad()\n        optimizer.step()\n"),),
        "right order",
    ),
    "step before backward": (
        ((ORDER, "        optimizer.zero_grad()\n        optimizer.step()\n        loss.backward()\n"),),
        "right order",
    ),
    "a step an epoch": (
        (("        optimizer.step()\n", ""), ("    return total", "    optimizer.step()\n    return total", 1)),
        "1 steps in an epoch of 3 batches",
    ),
    "two steps a batch": ((("optimizer.step()", "optimizer.step(); optimizer.step()"),), "6 steps"),
    "trained in eval mode": ((("model.train()", "pass"),), "eval() mode"),
    "mean of means": (MEAN_OF_MEANS, "last batch is smaller"),
    "percent": ((("correct / seen", "100 * correct / seen"),), "in percent"),
    "loss alone": ((("total_loss / seen, correct / seen", "total_loss / seen"),), "two numbers"),
    "validated in training mode": ((("model.eval()", "pass"),), "works in training mode"),
    "no no_grad": ((("with torch.no_grad():", "if True:"),), "context manager"),
    "mean of means in validation": (
        (("loss_function(logits, labels).item() * len(labels)", "loss_function(logits, labels).item()"),),
        "validate: the loss is",
    ),
    "raises": ((("loss_function(logits, labels)", "loss_function(labels, logits)"),), "did not get through"),
}


def loop(changes: tuple[tuple, ...]) -> tuple[Callable, Callable]:
    """Return both functions with changes of their text."""
    source = TRAIN + VALIDATE
    for old, new, *count in changes:
        assert old in source
        source = source.replace(old, new, *count)
    names: dict = {"torch": torch, "loss_function": loss_function}
    exec(source, names)
    return names["train_epoch"], names["validate"]


@pytest.mark.parametrize("name", RIGHT)
def test_right_loop_passes(name: str) -> None:
    assert loop_mistake(*loop(RIGHT[name])) is None


@pytest.mark.parametrize("name", WRONG)
def test_mistake_in_the_loop_is_named(name: str) -> None:
    changes, words = WRONG[name]
    assert words in str(loop_mistake(*loop(changes)))


def test_stub_of_the_loop_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    """A stub is told from a forgotten backward."""
    train_epoch, _ = loop(((ORDER, "        ...\n"),))
    assert not check_loop(train_epoch, lambda model, loader: None)
    assert "Still a stub" in capsys.readouterr().out


def test_loop_leaves_the_random_numbers_alone() -> None:
    torch.manual_seed(3)
    expected = torch.rand(3)
    torch.manual_seed(3)
    assert check_loop(*loop(()))
    assert torch.equal(torch.rand(3), expected)


NETWORK = nn.Sequential(
    nn.Conv2d(3, 16, kernel_size=3, padding=1),
    nn.BatchNorm2d(16),
    nn.ReLU(),
    nn.MaxPool2d(2, 2),
    nn.Flatten(),
    nn.Linear(16 * 16 * 16, 10),
)
GUESSES: dict[int, Any] = {
    0: ((16, 32, 32), 448),
    1: ([16, 32, 32], 32),
    3: ((16, 16, 16), 0),
    4: (4096, 0),
    5: ((10,), 40970),
}


def test_right_shapes_pass(capsys: pytest.CaptureFixture[str]) -> None:
    assert check_shapes(NETWORK, GUESSES)
    assert capsys.readouterr().out.count("✅") >= 6


@pytest.mark.parametrize(
    ("number", "guess", "words"),
    [
        (0, (..., ...), "not filled in"),
        (0, ..., "not filled in"),
        (0, 448, "two things"),
        (0, ((1, 16, 32, 32), 448), "without N"),
        (0, ((16, 30, 30), 448), "padding=1"),
        (0, ((3, 32, 32), 448), "number of channels"),
        (0, ((16, 32, 32), 432), "forgot the biases"),
        (0, ((16, 32, 32), 9), "channels in"),
        (1, ((16, 32, 32), 64), "running_mean"),
        (1, ((16, 32, 32), 16), "two parameters"),
        (3, ((16, 32, 32), 0), "halves"),
        (3, ((16, 16, 16), 4), "anything to learn"),
        (4, ((16, 16, 16), 0), "axes"),
        (5, (10, 4096), "inputs"),
    ],
)
def test_wrong_shape_gets_a_nudge(number: int, guess: object, words: str) -> None:
    """Which does not give the answer away."""
    shape = GUESSES[number][0]
    found = str(guess_mistake(NETWORK[number], (shape,) if isinstance(shape, int) else tuple(shape), guess))
    assert words in found
    assert not re.search(r"\b(448|40970|4096)\b", found)


def network(*mended: str) -> type[nn.Module]:
    """Return the notebook's broken network with some of its mistakes mended."""

    class Network(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            layers = [nn.Conv2d(3, 16, 3, padding=1), nn.Conv2d(16, 32, 3, padding=1)]
            self.convolutions = nn.ModuleList(layers) if "unregistered" in mended else layers
            self.norm = nn.BatchNorm2d(32)
            self.hidden = nn.Linear(32 * 16 * 16, 64)
            self.output = nn.Linear(64, 10)

        def forward(self, x: Tensor) -> Tensor:
            x = self.convolutions[0](x)
            x = self.convolutions[1](F.relu(x) if "linear" in mended else x)
            x = F.max_pool2d(F.relu(self.norm(x)), 2)
            x = x.flatten(1) if "mixed" in mended else x.permute(1, 2, 3, 0).reshape(len(x), -1)
            x = F.relu(self.hidden(x))
            x = F.dropout(x, p=0.5, training=self.training or "always_dropout" not in mended)
            x = self.output(x)
            return x if "softmax" in mended else F.softmax(x, dim=1)

    return Network


@pytest.mark.parametrize("bug", BUGS)
def test_each_bug_is_recognised_alone(bug: str) -> None:
    """Whatever else is mended."""
    assert bugs_left(network(*(other for other in BUGS if other != bug))) == [bug]
    assert bugs_left(network(bug)) == [other for other in BUGS if other != bug]


def test_broken_network_has_five_bugs_and_the_mended_one_none(capsys: pytest.CaptureFixture[str]) -> None:
    assert bugs_left(network()) == list(BUGS)
    assert check_repair(network(*BUGS))
    assert capsys.readouterr().out.count("mended") == len(BUGS)
    assert not check_repair(nn.ReLU6)


def test_progress_counts_what_is_done(capsys: pytest.CaptureFixture[str]) -> None:
    check_loop(*loop(()))
    check_repair(network())
    capsys.readouterr()
    show_progress()
    line = capsys.readouterr().out
    assert "✅ training loop" in line
    assert "▫️ repair" in line
    assert "q4" in line
