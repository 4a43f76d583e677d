"""The one interface through which every check sees the student's classes: tensors and numbers go in and come out.

A check never touches the student's objects. It asks a `Subject` to make one, to run it, for its weights or to train
it, and judges what comes back. This class does so in the same process; a grader may put a wire in between.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from coursekit.devices import given_card
from coursekit.errors import SubmissionError, asks_for_gpu, first_line
from coursekit.probes import probe

from .given_activations import Activation, CallCounter
from .images import CLASSES, ImageSet, normalize
from .memory_format import same_in_channels_last, seed_everything
from .training import fit

BENT_CALLS = 3


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
    activation_calls: how often "bent" activations handed in by `make` ran, in all calls together. The first that runs
    is bent in output 1, the second in output 2, the third in output 3, none in the others, such as output 0.
    """

    outputs: list[Tensor]
    input_after: Tensor
    input_gradient: Tensor | None
    gradients: dict[str, Tensor | None]
    activation_calls: int


@dataclass(frozen=True)
class Recipe:
    """A short training run: Adam with a one-cycle learning rate up to `learning_rate`.

    channels_last: the images lie in memory pixel by pixel, see memory_format.
    """

    batch_size: int
    epochs: int
    learning_rate: float
    channels_last: bool = False


class Subject:
    """The student's classes of one namespace, run in this process.

    Before every request torch, numpy and random are seeded from `seed` and the number of the request, so that the same
    submission gives the same numbers every time. `errors` has the codes with which a probe may fail, and what their
    texts show.
    """

    errors: Mapping[str, tuple[str, ...]] = {
        "missing": ("name",),
        "not_a_class": ("name",),
        "construct": ("what", "error"),
        "not_a_module": ("name", "got"),
        "mode": ("what", "error"),
        "raised": ("what", "error"),
        "nothing": ("mode",),
        "not_a_tensor": ("got",),
        "backward": ("what", "error"),
        "training": ("what", "error"),
    }

    def __init__(self, namespace: Mapping[str, Any], seed: int = 0) -> None:
        self._namespace = namespace
        self._seed = seed
        self._requests = 0
        self._objects: list[nn.Module] = []
        self._counter = CallCounter()
        self._fed: Tensor | None = None
        self._inputs_changed = False

    @probe(stray="construct", shown=lambda given: str(given["name"]))
    def make(self, name: str, *, activation: Activation | None = None, p: float | None = None, earlier: int = 0) -> int:
        """Construct the student's class `name` and return a handle to the object; arguments that are None are left out.

        earlier: how many are made before it and thrown away, with random numbers that go on from one to the next: what
        the making of one leaves behind, such as a fixed seed, meets the next.
        Raises SubmissionError "missing", "not_a_class", "construct" or "not_a_module".
        """
        if name not in self._namespace:
            raise SubmissionError("missing", name=name)
        cls = self._namespace[name]
        if not callable(cls):
            raise SubmissionError("not_a_class", name=name)
        arguments: dict[str, Any] = {}
        if activation is not None:
            arguments["activation"] = activation.given(self._counter)
        if p is not None:
            arguments["p"] = p
        shown = arguments | ({} if activation is None else {"activation": activation})
        call = f"{name}({', '.join(f'{key}={value}' for key, value in shown.items())})"
        self._reseed()
        for _ in range(earlier + 1):
            made = self._guarded("construct", call, lambda: cls(**arguments))
        if not isinstance(made, nn.Module):
            raise SubmissionError("not_a_module", name=name, got=type(made).__name__)
        self._objects.append(made)
        return len(self._objects) - 1

    @probe(shown=lambda given: "named_parameters()")
    def weights(self, handle: int) -> list[Weight]:
        """Return copies of all parameters and buffers, in order of definition.

        A lazy one is empty until the object has run once.
        """
        return self._guarded("mode", "named_parameters()", lambda: _weights(self._objects[handle]))

    @probe(shown=lambda given: "named_parameters()")
    def redraw_weights(self, handle: int) -> None:
        """Give all parameters of the object random values, so that its function shows whatever they started with.

        Each is uniform within sqrt(3 / fan), with `fan` its number of values over its shorter side, as the variance of
        LeCun et al., "Efficient BackProp" (1998), section 4.6, has it; vectors within 0.3. Single numbers, such as the
        slope of nn.PReLU, are left as they are.
        """
        self._reseed()

        def redraw() -> None:
            with torch.no_grad():
                for value in self._parameters(self._objects[handle]).values():
                    if value.numel() == 1:
                        continue
                    bound = (3 * min(value.shape) / value.numel()) ** 0.5 if value.dim() > 1 else 0.3
                    value.uniform_(-bound, bound)

        self._guarded("mode", "named_parameters()", redraw)

    @probe(shown=lambda given: _shape(given["inputs"]), valid=lambda run, given: _belongs(run, given))
    def run(
        self,
        handle: int,
        inputs: Tensor,
        *,
        training: bool | None,
        calls: int = 1,
        cotangent: Tensor | None = None,
        recording: bool = True,
    ) -> Run:
        """Call the object `calls` times on `inputs` [N, C, H, W] in train or eval mode, or in the one that it is in.

        The very tensor of the request before is given once more where the values are the same, as in a loop that shows
        one batch twice; not to a submission that has changed an input before, whose tensors may have another one's
        values by now. training: None leaves the mode as it is; a fresh object is in train mode. Eval mode is set as
        for the object alone and as for a part of a network. recording: False calls it in train mode under
        `torch.no_grad()`.

        For inputs of float64 or half precision the object is moved to their dtype first, for good: `module.to(dtype)`.
        With `cotangent` (the shape of the output) gradients of the last call are computed too.
        Raises SubmissionError "mode" (`train()` or `eval()` failed), "raised" (the call failed), "nothing" (it returned
        None or ...) or "not_a_tensor".
        """
        module = self._objects[handle]
        given = inputs.clone().requires_grad_(cotangent is not None)
        self._counter.total = 0
        self._reseed()
        outputs = []
        # A training loop computes with gradients, whether they are asked for here or not.
        with torch.set_grad_enabled(cotangent is not None or (recording and training is not False)):
            if inputs.is_floating_point() and inputs.dtype != torch.float32:
                self._guarded("raised", _shape(inputs), lambda: module.to(inputs.dtype))
            if training:
                self._guarded("mode", "train()", module.train)
            elif training is not None:
                self._set_eval(module)
            # A leaf that needs gradients cannot be changed in place; in its copy a careless change works, and shows.
            fed = given.clone() if cotangent is not None else self._fed_again(inputs)
            for call in range(calls):
                self._counter.begin(call if call <= BENT_CALLS else 0)
                output = self._guarded("raised", _shape(inputs), lambda: module(fed))
                last = _tensor(output, training is not False)
                outputs.append(last.detach().clone())  # the next call may write into the same memory
        gradients: dict[str, Tensor | None] = {}
        if cotangent is not None:
            for value in self._parameters(module).values():
                value.grad = None
            if last.requires_grad and last.shape == cotangent.shape:
                self._guarded("backward", _shape(inputs), (last * cotangent).sum().backward)
            gradients = {name: _copy(value.grad) for name, value in self._parameters(module).items()}
        self._inputs_changed |= not _holds(fed, inputs)
        return Run(
            outputs=outputs,
            input_after=fed.detach().clone(),
            input_gradient=_copy(given.grad),
            gradients=gradients,
            activation_calls=self._counter.total,
        )

    def _fed_again(self, inputs: Tensor) -> Tensor:
        """Return the tensor that was given last if it still holds the values of `inputs`, else a copy of these."""
        fed = self._fed
        if self._inputs_changed or fed is None or not _holds(fed, inputs):
            fed = self._fed = inputs.clone()
        return fed

    @probe(shown=lambda given: str(list(given["shape"])))
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
            return first_line(error)
        return ""

    @probe(shown=lambda given: _shape(given["images"]))
    def same_in_channels_last(self, handle: int, images: Tensor) -> bool:
        """Return whether the object computes the same in channels_last, by a step on `images` [N, 3, 32, 32] there.

        For a spare one: the object that is trained shall not have been called.
        """
        return same_in_channels_last(self._objects[handle], images, self._next_seed())

    @probe(seconds="training_seconds", stray="training", shown=lambda given: f"{given['recipe'].epochs} epochs")
    def fit(self, handle: int, images: Tensor, labels: Tensor, recipe: Recipe, *, on_gpu: bool = False) -> list[float]:
        """Train the object on uint8 `images` [N, 3, 32, 32] and int64 `labels` [N]; return the loss of every epoch.

        on_gpu: on the card that a grader has given for it; elsewhere on a GPU if there is one, else on the CPU. The
        object is on the CPU afterwards.
        """
        self._reseed()
        model = self._objects[handle]
        if any(isinstance(value, nn.UninitializedParameter) for value in self._parameters(model).values()):
            # An optimizer needs to know them: torch asks for a dry run of lazy layers before one is made.
            with torch.no_grad():
                self._guarded("raised", _shape(images[:2]), lambda: model(images[:2].float()))
        history = self._guarded(
            "training",
            f"{recipe.epochs} epochs",
            lambda: fit(
                model,
                ImageSet(_laid(images, recipe.channels_last), labels, CLASSES),
                epochs=recipe.epochs,
                batch_size=recipe.batch_size,
                lr=recipe.learning_rate,
                one_cycle=True,
                seed=self._next_seed(),
                device=given_card() if on_gpu else None,
                progress=False,
            ),
        )
        self._guarded("training", f"{recipe.epochs} epochs", model.cpu)
        return [float(loss) for loss in history.train_loss]

    @probe(
        seconds="training_seconds",
        shown=lambda given: _shape(given["images"][: given["batch_size"]]),
        valid=lambda outputs, given: len(outputs) == math.ceil(len(given["images"]) / given["batch_size"]),
    )
    def evaluate(self, handle: int, images: Tensor, *, batch_size: int, channels_last: bool) -> list[Tensor]:
        """Return the outputs in eval mode on uint8 `images` [N, 3, 32, 32], normalised, one tensor for each batch.

        Raises SubmissionError as `run` does.
        """
        model = self._objects[handle]
        self._set_eval(model)
        self._reseed()
        outputs = []
        for batch in _laid(images, channels_last).split(batch_size):
            with torch.no_grad():
                output = self._guarded("raised", _shape(batch), partial(model, normalize(batch)))
            outputs.append(_tensor(output, training=False).detach().clone())
        return outputs

    def _set_eval(self, module: nn.Module) -> None:
        """Set eval mode as for the object alone and as for a part of a network."""
        self._guarded("mode", "eval()", module.eval)
        self._guarded("mode", "eval()", nn.Sequential(module).eval)

    def _parameters(self, module: nn.Module) -> dict[str, nn.Parameter]:
        """Return what the module has, not what a method of the student's that is called so may say."""
        return self._guarded("mode", "named_parameters()", lambda: dict(nn.Module.named_parameters(module)))

    def _next_seed(self) -> int:
        self._requests += 1
        return int(np.random.SeedSequence([self._seed, self._requests]).generate_state(1)[0])

    def _reseed(self) -> None:
        seed_everything(self._next_seed())

    @staticmethod
    def _guarded(code: str, what: str, action: Callable[[], Any]) -> Any:
        """Run student code; whatever it raises becomes a SubmissionError that tells what was asked for."""
        try:
            return action()
        except SubmissionError:
            raise
        except ModuleNotFoundError as error:
            raise SubmissionError("package_missing", package=error.name or first_line(error)) from None
        except (Exception, SystemExit) as error:
            if asks_for_gpu(error):
                raise SubmissionError("no_gpu", what=what) from None
            raise SubmissionError(code, what=what, error=f"{type(error).__name__}: {first_line(error)}") from None


def _weights(model: nn.Module) -> list[Weight]:
    found = []
    # Not the object's own methods, which may have been written anew: what it has, not what it says, is looked at.
    for is_parameter, items in ((True, nn.Module.named_parameters(model)), (False, nn.Module.named_buffers(model))):
        for name, value in items:
            lazy = isinstance(value, nn.UninitializedParameter | nn.UninitializedBuffer)
            plain = torch.empty(0) if lazy else value.detach().clone()
            found.append(Weight(name, name.rpartition(".")[0], plain, is_parameter))
    return found


def _belongs(run: Run, given: Mapping[str, Any]) -> bool:
    """Return whether a run can be one of such calls: arithmetic would spread a gradient over shapes of any size."""
    gradient = run.input_gradient
    return len(run.outputs) == given["calls"] and (gradient is None or gradient.shape == given["inputs"].shape)


def _laid(images: Tensor, channels_last: bool) -> Tensor:
    return images.contiguous(memory_format=torch.channels_last if channels_last else torch.contiguous_format)


def _holds(fed: Tensor, inputs: Tensor) -> bool:
    return fed.dtype == inputs.dtype and torch.equal(fed, inputs)


def _shape(x: Tensor) -> str:
    return str(list(x.shape))


def _tensor(output: Any, training: bool) -> Tensor:
    if output is None or output is Ellipsis:
        raise SubmissionError("nothing", mode="train" if training else "eval")
    if not isinstance(output, Tensor):
        raise SubmissionError("not_a_tensor", got=type(output).__name__)
    return output


def _copy(value: Tensor | None) -> Tensor | None:
    return None if value is None else value.detach().clone()
