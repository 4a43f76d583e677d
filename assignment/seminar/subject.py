"""The one interface through which every check sees the student's classes: tensors and numbers go in and come out.

A check never touches the student's objects. It asks a `Subject` to make one, to run it, for its weights or to train
it, and judges what comes back. This class does so in the same process; a grader may put a wire in between.
"""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from .errors import SeminarError, asks_for_gpu
from .images import CLASSES, ImageSet
from .training import fit

PROVIDER = "__subject__"


class SubmissionError(SeminarError):
    """The submission could not do what it was asked for: `code` names why, `values` fill the text of that name."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(f"{code} {values}")
        self.code = code
        self.values = values


@dataclass(frozen=True)
class Activation:
    """An activation as plain data, so that it can be sent: a class of torch.nn, or the wave that only a grader uses.

    `name`: a class of `torch.nn`, or "Wave" for `scale * sin(frequency * x) + slope * x`, which is not monotone.
    `form`: how the student's class receives it: "class", "partial" or "lambda", all of which make a module when called.
    """

    name: str
    arguments: Mapping[str, float] = field(default_factory=dict)
    form: str = "class"

    def module(self) -> nn.Module:
        """Return a fresh module of this activation."""
        return self._class()(**self.arguments)

    def factory(self, count: Callable[[], None]) -> Callable[[], nn.Module]:
        """Return what is handed to the student's class; `count` is called at every forward pass of a module made."""
        base = self._class()
        arguments = dict(self.arguments)

        # mypy knows no classes whose base is a variable.
        class Counted(base):  # type: ignore[misc, valid-type]
            def __init__(self, *given: Any, **named: Any) -> None:
                super().__init__(*given, **{**arguments, **named})

            def forward(self, x: Tensor) -> Tensor:
                count()
                return super().forward(x)

        Counted.__name__ = Counted.__qualname__ = self.name
        forms: dict[str, Callable[[], nn.Module]] = {
            "class": Counted,
            "partial": partial(Counted),
            "lambda": lambda: Counted(),
        }
        return forms[self.form]

    def _class(self) -> type[nn.Module]:
        return Wave if self.name == "Wave" else getattr(nn, self.name)


class Wave(nn.Module):
    """`scale * sin(frequency * x) + slope * x`: smooth, signed and not monotone; no library has it."""

    def __init__(self, scale: float = 1.0, frequency: float = 2.0, slope: float = 0.5) -> None:
        super().__init__()
        self.scale, self.frequency, self.slope = scale, frequency, slope

    def forward(self, x: Tensor) -> Tensor:
        return self.scale * torch.sin(self.frequency * x) + self.slope * x


@dataclass(frozen=True)
class Weight:
    """One parameter or buffer of a model: its dotted `name`, the path of the module that owns it, and its value."""

    name: str
    owner: str
    value: Tensor
    is_parameter: bool


@dataclass(frozen=True)
class Run:
    """What running an object gave.

    outputs: one tensor for every call. input_after: the input as the calls left it. input_gradient and gradients (by
    name of parameter): of `(output * cotangent).sum()`, None where nothing flowed or none was asked for.
    activation_calls: how often activations handed in by `make` ran, in all calls together.
    """

    outputs: list[Tensor]
    input_after: Tensor
    input_gradient: Tensor | None
    gradients: dict[str, Tensor | None]
    activation_calls: int


@dataclass(frozen=True)
class Recipe:
    """A short training run: Adam with a one-cycle learning rate up to `learning_rate`."""

    batch_size: int
    epochs: int
    learning_rate: float


class Subject:
    """The student's classes of one namespace, run in this process.

    Before every request torch, numpy and random are seeded from `seed` and the number of the request, so that the
    same submission gives the same numbers every time.
    """

    def __init__(self, namespace: Mapping[str, Any], seed: int = 0) -> None:
        self._namespace = namespace
        self._seed = seed
        self._requests = 0
        self._objects: list[nn.Module] = []
        self._activation_calls = 0

    def make(self, name: str, *, activation: Activation | None = None, p: float | None = None) -> int:
        """Construct the student's class `name` and return a handle to the object; arguments that are None are left out.

        Raises SubmissionError "missing", "not_a_class", "construct" or "not_a_module".
        """
        if name not in self._namespace:
            raise SubmissionError("missing", name=name)
        cls = self._namespace[name]
        if not callable(cls):
            raise SubmissionError("not_a_class", name=name)
        arguments: dict[str, Any] = {}
        if activation is not None:
            arguments["activation"] = activation.factory(self._count_activation)
        if p is not None:
            arguments["p"] = p
        call = f"{name}({', '.join(_argument(key, value) for key, value in arguments.items())})"
        self._reseed()
        made = self._guarded("construct", call, lambda: cls(**arguments))
        if not isinstance(made, nn.Module):
            raise SubmissionError("not_a_module", name=name, got=type(made).__name__)
        self._objects.append(made)
        return len(self._objects) - 1

    def weights(self, handle: int) -> list[Weight]:
        """Return copies of all parameters and buffers, in order of definition; lazy ones must have run once before."""
        return self._guarded("construct", "parameters()", lambda: _weights(self._objects[handle]))

    def run(
        self, handle: int, inputs: Tensor, *, training: bool, calls: int = 1, cotangent: Tensor | None = None
    ) -> Run:
        """Call the object `calls` times on `inputs` [N, C, H, W] in train or eval mode.

        For inputs of float64 or half precision the object is moved to their dtype first, for good: `module.to(dtype)`.
        With `cotangent` (the shape of the output) gradients of the last call are computed too.
        Raises SubmissionError "raised" (the call failed), "nothing" (it returned None or ...) or "not_a_tensor".
        """
        module = self._objects[handle]
        given = inputs.clone().requires_grad_(cotangent is not None)
        self._activation_calls = 0
        self._reseed()
        outputs = []
        with torch.set_grad_enabled(cotangent is not None):
            if inputs.is_floating_point() and inputs.dtype != torch.float32:
                self._guarded("raised", _shape(inputs), lambda: module.to(inputs.dtype))
            self._guarded("raised", _shape(inputs), lambda: module.train(training))
            # A leaf that needs gradients cannot be changed in place; in its copy a careless change works, and shows.
            fed = given.clone()
            for _ in range(calls):
                output = self._guarded("raised", _shape(inputs), lambda: module(fed))
                outputs.append(_tensor(output))
        gradients: dict[str, Tensor | None] = {}
        if cotangent is not None:
            module.zero_grad(set_to_none=True)
            last = outputs[-1]
            if last.requires_grad and last.shape == cotangent.shape:
                self._guarded("backward", _shape(inputs), (last * cotangent).sum().backward)
            gradients = {name: _copy(value.grad) for name, value in module.named_parameters()}
        return Run(
            outputs=[output.detach().clone() for output in outputs],
            input_after=fed.detach().clone(),
            input_gradient=_copy(given.grad),
            gradients=gradients,
            activation_calls=self._activation_calls,
        )

    def device_error(self, handle: int, shape: tuple[int, ...]) -> str:
        """Return the first line of what one call on the device "meta" raised in train mode, "" if it raised nothing.

        Tensors on "meta" have a `shape` and no values, so no GPU is needed to see that a layer makes its own tensors
        on another device than its input's. The object is moved there, and of no use afterwards.
        """
        module = self._objects[handle]
        self._reseed()
        try:
            with torch.no_grad():
                module.to("meta").train()(torch.empty(shape, device="meta"))
        except (Exception, SystemExit) as error:
            return _first_line(error)
        return ""

    def fit(self, handle: int, images: Tensor, labels: Tensor, recipe: Recipe) -> list[float]:
        """Train the object on uint8 `images` [N, 3, 32, 32] and int64 `labels` [N]; return the loss of every epoch."""
        self._reseed()
        model = self._objects[handle]
        history = self._guarded(
            "training",
            f"{recipe.epochs} epochs",
            lambda: fit(
                model,
                ImageSet(images, labels, CLASSES),
                epochs=recipe.epochs,
                batch_size=recipe.batch_size,
                lr=recipe.learning_rate,
                one_cycle=True,
                seed=self._next_seed(),
                progress=False,
            ),
        )
        model.cpu()  # fit trains on the GPU where there is one; everything else here happens on the CPU
        return [float(loss) for loss in history.train_loss]

    def _next_seed(self) -> int:
        self._requests += 1
        return int(np.random.SeedSequence([self._seed, self._requests]).generate_state(1)[0])

    def _reseed(self) -> None:
        seed = self._next_seed()
        torch.manual_seed(seed)
        np.random.seed(seed)  # noqa: NPY002 - students use the legacy generator, so it is the one to seed
        random.seed(seed)

    def _count_activation(self) -> None:
        self._activation_calls += 1

    @staticmethod
    def _guarded(code: str, what: str, action: Callable[[], Any]) -> Any:
        """Run student code; whatever it raises becomes a SubmissionError that tells what was asked for."""
        try:
            return action()
        except SubmissionError:
            raise
        except ModuleNotFoundError as error:
            raise SubmissionError("package_missing", package=error.name or _first_line(error)) from None
        except (Exception, SystemExit) as error:
            if asks_for_gpu(error):
                raise SubmissionError("no_gpu", what=what) from None
            raise SubmissionError(code, what=what, error=f"{type(error).__name__}: {_first_line(error)}") from None


def _weights(model: nn.Module) -> list[Weight]:
    found = []
    for is_parameter, items in ((True, model.named_parameters()), (False, model.named_buffers())):
        for name, value in items:
            if isinstance(value, nn.UninitializedParameter | nn.UninitializedBuffer):
                continue
            found.append(Weight(name, name.rpartition(".")[0], value.detach().clone(), is_parameter))
    return found


def _first_line(error: BaseException) -> str:
    """Return the first line of an error's text, also where the student's own error cannot be printed."""
    try:
        return (str(error).splitlines() or [""])[0][:300]
    except Exception:
        return "an error that cannot be printed"


def subject_of(namespace: Mapping[str, Any], question: str, seed: int = 0) -> Subject:
    """Return the Subject through which `question` is checked on the names of a notebook.

    A grader that runs student code elsewhere puts a function `(question, seed) -> Subject` under the name PROVIDER.
    """
    provider = namespace.get(PROVIDER)
    return Subject(namespace, seed) if provider is None else provider(question, seed)


def _argument(key: str, value: Any) -> str:
    shown = f"nn.{value.__name__}" if isinstance(value, type) else "<factory>" if callable(value) else value
    return f"{key}={shown}"


def _shape(x: Tensor) -> str:
    return str(list(x.shape))


def _tensor(output: Any) -> Tensor:
    if output is None or output is Ellipsis:
        raise SubmissionError("nothing")
    if not isinstance(output, Tensor):
        raise SubmissionError("not_a_tensor", got=type(output).__name__)
    return output


def _copy(value: Tensor | None) -> Tensor | None:
    return None if value is None else value.detach().clone()
