"""Which networks are recorded on a GPU: those of which a recording says all that a step does."""

import functools
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import torch
from torch import Tensor, nn
from torch.nn.utils.parametrizations import weight_norm
from torch.optim.optimizer import register_optimizer_step_post_hook
from torch.overrides import BaseTorchFunctionMode
from torch.utils.flop_counter import FlopCounterMode
from torch.utils.hooks import RemovableHandle

from seminar import DeepVGG
from seminar.models import seminar_vgg
from seminar.steps import repeats_itself
from solutions.images.reference import ModelBaseline, SpatialDropout


class OwnForward(ModelBaseline):
    """A network with a forward of somebody's own."""

    def forward(self, input: Tensor) -> Tensor:
        return super().forward(input)


def hooked() -> nn.Module:
    """Return a network that somebody watches."""
    model = ModelBaseline()
    model[0].register_forward_hook(lambda *_: None)
    return model


def value_hooked() -> nn.Module:
    """Return a network with a weight whose gradient somebody watches."""
    model = ModelBaseline()
    next(model.parameters()).register_hook(lambda gradient: gradient)
    return model


def value_hooked_later() -> nn.Module:
    """Return a network with a weight that somebody watches when its gradient is there."""
    model = ModelBaseline()
    next(model.parameters()).register_post_accumulate_grad_hook(lambda value: None)
    return model


def replaced() -> nn.Module:
    """Return a network with a forward of its own that its class does not have."""
    model = ModelBaseline()
    model.forward = lambda x: x  # type: ignore[method-assign]
    return model


def called() -> nn.Module:
    """Return a network whose class is called in its own way."""

    class Called(nn.Linear):
        def __call__(self, x: Tensor) -> Tensor:
            return super().__call__(x)

    return nn.Sequential(nn.Flatten(), Called(3072, 10))


class Centred(nn.Linear):
    """A layer that prepares its weights in its own way, which torch's forward calls."""

    steps = 0

    @property
    def weight(self) -> Tensor:
        self.steps += 1
        return self.values - self.values.mean()

    @weight.setter
    def weight(self, value: Tensor) -> None:
        self.values = value


class CountingConv(nn.Conv2d):
    """A layer that changes what torch's forward calls."""

    def _conv_forward(self, input: Tensor, weight: Tensor, bias: Tensor | None) -> Tensor:
        return super()._conv_forward(input, weight, bias)


class Shuffled(nn.Sequential):
    """A list of layers that says itself which of them are called."""

    def __iter__(self) -> Iterator[nn.Module]:
        return iter([self[index] for index in torch.randperm(len(self)).tolist()])


class Frozen(nn.Sequential):
    """A network that changes what training mode means."""

    def train(self, mode: bool = True) -> "Frozen":
        return super().train(mode)


class Noisy(nn.Parameter):
    """A weight that tells of each use."""

    @classmethod
    def __torch_function__(cls, function, types, arguments=(), named=None):  # type: ignore[no-untyped-def]
        return super().__torch_function__(function, types, arguments, named or {})


class Made(nn.Sequential):
    """A network that keeps the class its activations are made of."""

    def __init__(self, activation: type[nn.Module] = nn.ReLU) -> None:
        super().__init__()
        self.activation = activation
        self.add_module("layers", ModelBaseline(activation))


def noisy() -> nn.Module:
    """Return a network with a weight of a class of its own."""
    layer = nn.Linear(3072, 10)
    layer.weight = Noisy(layer.weight.detach())
    return nn.Sequential(nn.Flatten(), layer)


def given_function() -> nn.Module:
    """Return a layer of torch that calls a function of somebody's own."""
    return nn.TransformerEncoderLayer(8, 2, activation=lambda x: x.relu())


def replaced_inside() -> nn.Module:
    """Return a network with a layer that has a method of its own which torch's forward calls."""
    layer = nn.Conv2d(3, 10, 32)
    layer._conv_forward = lambda *given: nn.functional.conv2d(*given)  # type: ignore[method-assign]
    return nn.Sequential(layer, nn.Flatten())


def compiled() -> nn.Module:
    """Return a network that is called through another compiler's code."""
    model = ModelBaseline()
    model._compiled_call_impl = lambda x: x
    return model


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (ModelBaseline, True),
        (lambda: ModelBaseline(nn.ELU), True),
        (seminar_vgg, True),
        (lambda: DeepVGG(dropout=nn.Dropout2d), True),
        (lambda: nn.Sequential(nn.Flatten(), weight_norm(nn.Linear(3072, 10))), False),
        (OwnForward, False),
        (lambda: DeepVGG(dropout=SpatialDropout), False),
        (lambda: nn.Sequential(nn.Flatten(), nn.LazyLinear(10)), False),
        (hooked, False),
        (value_hooked, False),
        (value_hooked_later, False),
        (replaced, False),
        (called, False),
        (Made, True),
        (lambda: nn.Sequential(nn.Flatten(), Centred(3072, 10)), False),
        (lambda: nn.Sequential(CountingConv(3, 10, 32), nn.Flatten()), False),
        (lambda: Shuffled(*ModelBaseline()), False),
        (lambda: Frozen(*ModelBaseline()), False),
        (noisy, False),
        (given_function, False),
        (replaced_inside, False),
        (compiled, False),
        (lambda: torch.jit.script(ModelBaseline()), False),
        (lambda: nn.Sequential(nn.Flatten(), nn.BatchNorm1d(3072, momentum=None), nn.Linear(3072, 10)), False),
    ],
)
def test_only_what_torch_or_the_seminar_wrote_repeats_itself(make: Callable[[], nn.Module], expected: bool) -> None:
    """Code of somebody's own may count, print or look at a number."""
    assert repeats_itself(make()) is expected


@pytest.mark.parametrize(
    "register",
    [
        nn.modules.module.register_module_forward_hook,
        register_optimizer_step_post_hook,
    ],
)
def test_hooks_of_all_are_hooks_of_each(register: Callable[..., RemovableHandle]) -> None:
    """As a tool has them that counts what is computed."""
    handle = register(lambda *_: None)
    try:
        assert not repeats_itself(ModelBaseline())
    finally:
        handle.remove()
    assert repeats_itself(ModelBaseline())


@pytest.mark.parametrize(
    "look",
    [
        functools.partial(FlopCounterMode, display=False),
        BaseTorchFunctionMode,
        torch.autograd.graph.save_on_cpu,
        torch.autograd.detect_anomaly,
    ],
)
@pytest.mark.filterwarnings("ignore:Anomaly Detection")
def test_a_mode_that_sees_every_operation_would_miss_those_of_a_recording(look: Callable[..., Any]) -> None:
    """As the counter of torch that says how many multiplications a network needs, or its search for NaN."""
    with look():
        assert not repeats_itself(ModelBaseline())
    assert repeats_itself(ModelBaseline())


@pytest.mark.parametrize("signed", [False, True])
@pytest.mark.parametrize(
    ("where", "name"),
    [(nn.Conv2d, "forward"), (nn.Module, "__call__"), (nn.functional, "relu"), (nn.functional, "conv2d")],
)
def test_a_torch_that_somebody_patched_does_not(
    monkeypatch: pytest.MonkeyPatch, where: object, name: str, signed: bool
) -> None:
    """As a library does that logs what is called; functools.wraps gives its function the name of torch's."""
    original = getattr(where, name)

    def logged(*given: object, **named: object) -> object:
        return original(*given, **named)

    monkeypatch.setattr(where, name, functools.wraps(original)(logged) if signed else logged)
    assert not repeats_itself(ModelBaseline())


def test_a_torch_that_keeps_its_hooks_elsewhere_records_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """As an older or newer one may: training goes on without."""
    monkeypatch.delattr(sys.modules["torch.optim.optimizer"], "_global_optimizer_pre_hooks")
    assert not repeats_itself(ModelBaseline())
