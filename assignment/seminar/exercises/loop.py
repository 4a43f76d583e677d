"""The exercise on the training loop: what a student's loop does to a small network, compared with what it should do."""

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import torch
from torch import Tensor, nn
from torch.utils.data import DataLoader, TensorDataset

from coursekit.errors import one_line

from ..language import text
from ..settings import device
from .done import tell
from .undisturbed import undisturbed

SAMPLES, BATCH, FEATURES, CLASSES, RATE = 10, 4, 6, 3, 0.5  # the last batch has two images only
TOLERANCE = 1e-5

TrainEpoch = Callable[[nn.Module, DataLoader, torch.optim.Optimizer], object]
Validate = Callable[[nn.Module, DataLoader], object]


def check_loop(train_epoch: TrainEpoch, validate: Validate) -> bool:
    """Print what is still wrong with the two functions, or that they are right; return whether they are."""
    return tell("loop", loop_mistake(train_epoch, validate), text("loop.right"))


def loop_mistake(train_epoch: TrainEpoch, validate: Validate) -> str | None:
    """Return the first mistake in words, None when there is none."""
    try:
        with undisturbed():
            return _train_mistake(train_epoch, validate) or _validate_mistake(validate)
    # It is the student's code: whatever it raises is told in one line.
    except Exception as error:
        return text("loop.raised", error=one_line(error))


class _Watched(nn.Module):
    """One linear layer that remembers of each call whether it was in training mode and kept gradients."""

    def __init__(self) -> None:
        super().__init__()
        self.layer = nn.Linear(FEATURES, CLASSES)
        self.modes: list[bool] = []
        self.gradients: list[bool] = []
        self.backwards = 0
        self.layer.weight.register_hook(self._count)

    def forward(self, images: Tensor) -> Tensor:
        self.modes.append(self.training)
        self.gradients.append(torch.is_grad_enabled())
        return self.layer(images)

    def _count(self, gradient: Tensor) -> None:
        self.backwards += 1


class _Counted(torch.optim.SGD):
    """Plain gradient descent that counts its steps."""

    steps = 0

    def step(self, closure: Any = None) -> Any:
        self.steps += 1
        return super().step(closure)


@dataclass
class _Trial:
    """A small network with its data and its optimiser, always the same ones."""

    model: _Watched = field(init=False)
    data: TensorDataset = field(init=False)
    loader: DataLoader = field(init=False)
    optimizer: _Counted = field(init=False)
    start: Tensor = field(init=False)

    def __post_init__(self) -> None:
        generator = torch.Generator().manual_seed(0)
        images = torch.randn(SAMPLES, FEATURES, generator=generator)
        labels = torch.randint(CLASSES, (SAMPLES,), generator=generator)
        self.data = TensorDataset(images, labels)
        self.loader = DataLoader(self.data, batch_size=BATCH)
        self.model = _Watched()
        with torch.no_grad():
            self.model.layer.weight.copy_(torch.randn(CLASSES, FEATURES, generator=generator))
            self.model.layer.bias.zero_()
        self.model.to(device())
        self.optimizer = _Counted(self.model.parameters(), lr=RATE)
        self.start = self.weight

    @property
    def weight(self) -> Tensor:
        """The weights as they are now."""
        return self.model.layer.weight.detach().clone()

    def trained(self, *, zero: bool) -> tuple[Tensor, float, float]:
        """Train for an epoch as it should be, or without zero_grad; return weights, mean loss and accuracy."""
        total, correct = 0.0, 0
        for images, labels in self.loader:
            logits = self.model.layer(images.to(device()))
            loss = nn.functional.cross_entropy(logits, labels.to(device()))
            if zero:
                self.optimizer.zero_grad()
            loss.backward()
            self.optimizer.step()
            total += loss.item() * len(labels)
            correct += int((logits.argmax(dim=1).cpu() == labels).sum())
        return self.weight, total / SAMPLES, correct / SAMPLES

    def judged(self) -> tuple[float, float]:
        """Return mean loss and accuracy without training."""
        images, labels = self.data.tensors
        with torch.no_grad():
            logits = self.model.layer(images.to(device())).cpu()
        accuracy = (logits.argmax(dim=1) == labels).float().mean()
        return float(nn.functional.cross_entropy(logits, labels)), float(accuracy)


def _train_mistake(train_epoch: TrainEpoch, validate: Validate) -> str | None:
    """Return what is wrong with an epoch of training; a call of `validate` before it must not matter."""
    trial = _Trial()
    trial.model.eval()  # as it is after validation
    returned = train_epoch(trial.model, trial.loader, trial.optimizer)
    batches = len(trial.loader)
    weight, loss, accuracy = _Trial().trained(zero=True)
    if trial.model.backwards == 0:
        return text("loop.stub") if _is_stub(validate) else text("loop.no_backward")
    if trial.optimizer.steps == 0:
        return text("loop.no_step")
    if trial.optimizer.steps != batches:
        return text("loop.steps", got=trial.optimizer.steps, expected=batches)
    if torch.equal(trial.weight, trial.start):
        return text("loop.order")
    if _same(trial.weight, _Trial().trained(zero=False)[0]):
        return text("loop.no_zero_grad")
    if not all(trial.model.modes):
        return text("loop.no_train_mode")
    if not _same(trial.weight, weight):
        return text("loop.other_weights")
    return _returned_mistake("train_epoch", returned, loss, accuracy)


def _validate_mistake(validate: Validate) -> str | None:
    """Return what is wrong with an epoch of validation."""
    trial = _Trial()
    trial.model.train()
    returned = validate(trial.model, trial.loader)
    if returned is None:
        return text("loop.nothing", name="validate")
    if any(trial.model.modes):
        return text("loop.no_eval_mode")
    if any(trial.model.gradients):
        return text("loop.no_no_grad")
    if not torch.equal(trial.weight, trial.start):
        return text("loop.validate_learns")
    return _returned_mistake("validate", returned, *_Trial().judged())


def _returned_mistake(name: str, returned: Any, loss: float, accuracy: float) -> str | None:
    """Return what is wrong with the pair (mean loss, accuracy) that a function returns."""
    if returned is None:
        return text("loop.nothing", name=name)
    try:
        got_loss, got_accuracy = (float(value) for value in returned)
    except (TypeError, ValueError):
        return text("loop.no_pair", name=name)
    if math.isclose(got_accuracy, 100 * accuracy, rel_tol=1e-4):
        return text("loop.percent", name=name)
    if not math.isclose(got_accuracy, accuracy, rel_tol=1e-4):
        return text("loop.accuracy", name=name, got=got_accuracy, expected=accuracy)
    if not math.isclose(got_loss, loss, rel_tol=1e-3):
        return text("loop.loss", name=name, got=got_loss, expected=loss)
    return None


def _is_stub(validate: Validate) -> bool:
    """Tell whether `validate` returns nothing: then neither function has been filled in."""
    trial = _Trial()
    return validate(trial.model, trial.loader) is None


def _same(one: Tensor, other: Tensor) -> bool:
    return torch.allclose(one, other, atol=TOLERANCE)
