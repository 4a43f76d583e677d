"""Activations that checks hand to the student's class: plain data that can be sent, and what they become there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import torch
from torch import Tensor, nn


class Wave(nn.Module):
    """`scale * sin(frequency * x) + slope * x`: smooth, signed and not monotone; no library has it."""

    def __init__(self, scale: float = 1.0, frequency: float = 2.0, slope: float = 0.5) -> None:
        super().__init__()
        self.scale, self.frequency, self.slope = scale, frequency, slope

    def forward(self, x: Tensor) -> Tensor:
        return self.scale * torch.sin(self.frequency * x) + self.slope * x


@dataclass
class CallCounter:
    """Counts the calls of "bent" activations: `total` in all, `now` since `begin`; the one numbered `bent` is bent."""

    total: int = 0
    now: int = 0
    bent: int = 0

    def begin(self, bent: int) -> None:
        """Start a forward pass in which call number `bent` (from 1) is to be bent; none if it is 0."""
        self.now, self.bent = 0, bent

    def counted(self, result: Tensor) -> Tensor:
        """Return what an activation gave, bent if it is its turn."""
        self.total += 1
        self.now += 1
        # No straight line, which a normalisation behind it would take back.
        return result + torch.sin(3 * result + 1) if self.now == self.bent else result


@dataclass(frozen=True)
class Activation:
    """An activation as plain data, so that it can be sent: a class of torch.nn, or the wave that only checks use.

    `name`: a class of `torch.nn`, or "Wave". `form`: what the student's class receives.

    - "class": the very class `nn.ELU`; with arguments, a class of its own that has them as defaults.
    - "partial", "lambda": any callable that makes the module.
    - "bent": a subclass whose calls are counted, and bent one at a time; see `CallCounter`.
    - "silent": a subclass that gives zeros.
    - "instance", "string", "lower": what the task does not hand over, to name a class that expects a module, or a
      name ("ELU", "elu").
    """

    name: str
    arguments: Mapping[str, float] = field(default_factory=dict)
    form: str = "class"

    def module(self) -> nn.Module:
        """Return a fresh module of this activation; nn.PReLU has a fixed float64 slope."""
        return self._class()(**self.arguments).double().requires_grad_(False)

    def given(self, counter: CallCounter) -> Any:
        """Return what is handed to the student's class."""
        cls, arguments = self._class(), dict(self.arguments)
        forms: dict[str, Callable[[], Any]] = {
            "class": lambda: _with_defaults(cls, arguments) if arguments else cls,
            "partial": lambda: partial(cls, **arguments),
            "lambda": lambda: lambda: cls(**arguments),
            "bent": lambda: _bendable(cls, arguments, counter),
            "silent": lambda: _silent(cls, arguments),
            "instance": lambda: cls(**arguments),
            "string": lambda: self.name,
            "lower": self.name.lower,
        }
        return forms[self.form]()

    def __str__(self) -> str:
        """Return how a student would write it: `nn.ELU`, `lambda: nn.ELU(alpha=0.5)`; a wave with its formula, without
        the numbers, which are drawn from the secret."""
        if self.name == "Wave":
            form = {"class": "Wave", "partial": "partial(Wave)", "lambda": "lambda: Wave()"}.get(self.form, "Wave")
            return f"{form} (a * sin(b * x) + c * x)"
        path = f"nn.{self.name}"
        arguments = ", ".join(f"{key}={value:g}" for key, value in self.arguments.items())
        return {
            "class": path,
            "partial": f"partial({path}{', ' if arguments else ''}{arguments})",
            "lambda": f"lambda: {path}({arguments})",
            "bent": path,
            "silent": path,
            "instance": f"{path}({arguments})",
            "string": repr(self.name),
            "lower": repr(self.name.lower()),
        }[self.form]

    def _class(self) -> type[nn.Module]:
        return Wave if self.name == "Wave" else getattr(nn, self.name)


def _with_defaults(cls: type[nn.Module], arguments: Mapping[str, float]) -> type[nn.Module]:
    """Return a class of the same name that makes modules with `arguments` when it is called without any."""

    def initialise(self: nn.Module, *given: Any, **named: Any) -> None:
        cls.__init__(self, *given, **{**arguments, **named})

    # Its module's name is what messages of torch show before the class's own.
    return type(cls.__name__, (cls,), {"__init__": initialise, "__module__": "activations"})


def _bendable(cls: type[nn.Module], arguments: Mapping[str, float], counter: CallCounter) -> type[nn.Module]:
    def forward(self: nn.Module, x: Tensor) -> Tensor:
        return counter.counted(cls.forward(self, x))

    made = _with_defaults(cls, arguments)
    return type(cls.__name__, (made,), {"forward": forward, "__module__": "activations"})


def _silent(cls: type[nn.Module], arguments: Mapping[str, float]) -> type[nn.Module]:
    def forward(self: nn.Module, x: Tensor) -> Tensor:
        return torch.zeros_like(cls.forward(self, x))

    made = _with_defaults(cls, arguments)
    return type(cls.__name__, (made,), {"forward": forward, "__module__": "activations"})


# What a model is made with where its own default is not in question.
RELU = Activation("ReLU")
