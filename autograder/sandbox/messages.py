"""What Subject takes and gives, as headers and tensors of the wire, in both directions.

The grader's side (`read_...`) checks every field: a worker may send anything.
"""

from collections.abc import Mapping
from typing import Any

import torch
from torch import Tensor

from autograder.printable import readable
from autograder.sandbox.audit import KINDS
from autograder.sandbox.wire import Frame, WireError
from seminar.given_activations import Activation
from seminar.subject import Recipe, Run, SubmissionError, Weight

HANDLES = 100_000
# Every error that a worker may report, with the names of its values.
ERRORS: dict[str, tuple[str, ...]] = {
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
    "reply_too_large": ("mib",),
    "package_missing": ("package",),
    "no_gpu": ("what",),
}


def activation_header(activation: Activation | None) -> dict[str, Any] | None:
    """Return an activation as JSON."""
    if activation is None:
        return None
    return {"name": activation.name, "arguments": dict(activation.arguments), "form": activation.form}


def activation_from(header: Mapping[str, Any] | None) -> Activation | None:
    """Return the activation of a request."""
    return None if header is None else Activation(header["name"], header["arguments"], header["form"])


def recipe_header(recipe: Recipe) -> dict[str, Any]:
    """Return a recipe as JSON."""
    return {"batch_size": recipe.batch_size, "epochs": recipe.epochs, "learning_rate": recipe.learning_rate}


def recipe_from(header: Mapping[str, Any]) -> Recipe:
    """Return the recipe of a request."""
    return Recipe(header["batch_size"], header["epochs"], header["learning_rate"])


class Parcel:
    """The tensors of a message under construction; a header refers to them by number."""

    def __init__(self) -> None:
        self.tensors: dict[str, Tensor] = {}

    def put(self, value: Tensor | None) -> str | None:
        """Add a tensor and return its name in the message; None stays None."""
        if value is None:
            return None
        name = str(len(self.tensors))
        self.tensors[name] = value
        return name


def weights_header(weights: list[Weight], parcel: Parcel) -> dict[str, Any]:
    """Return weights as JSON, their values in the parcel."""
    return {
        "weights": [[weight.name, weight.owner, weight.is_parameter, parcel.put(weight.value)] for weight in weights]
    }


def run_header(run: Run, parcel: Parcel) -> dict[str, Any]:
    """Return a run as JSON, its tensors in the parcel."""
    return {
        "outputs": [parcel.put(output) for output in run.outputs],
        "input_after": parcel.put(run.input_after),
        "input_gradient": parcel.put(run.input_gradient),
        "gradients": [[name, parcel.put(value)] for name, value in run.gradients.items()],
        "activation_calls": run.activation_calls,
    }


def read_handle(frame: Frame) -> int:
    """Return the handle of a made object."""
    handle = frame.header.get("handle")
    if type(handle) is not int or not 0 <= handle < HANDLES:
        raise WireError("a reply without a handle")
    return handle


def read_weights(frame: Frame) -> list[Weight]:
    """Return the weights of a reply."""
    return [
        Weight(_text(name), _text(owner), _required(frame, tensor), _flag(is_parameter))
        for name, owner, is_parameter, tensor in _rows(frame, "weights", 4)
    ]


def read_run(frame: Frame, calls: int, given: torch.Size | None = None) -> Run:
    """Return the run of a reply to `calls` calls; given: the shape of their input, which its gradient has to have."""
    header = frame.header
    outputs = header.get("outputs")
    count = header.get("activation_calls")
    if not isinstance(outputs, list) or len(outputs) != calls or type(count) is not int or not 0 <= count < 1 << 53:
        raise WireError("a reply that is not a run")
    after, gradient = _required(frame, header.get("input_after")), _optional(frame, header.get("input_gradient"))
    if (
        gradient is not None and given is not None and gradient.shape != given
    ):  # arithmetic would spread it over shapes of any size
        raise WireError("a gradient of another shape than its input")
    return Run(
        outputs=[_required(frame, name) for name in outputs],
        input_after=after,
        input_gradient=gradient,
        gradients={_text(name): _optional(frame, tensor) for name, tensor in _rows(frame, "gradients", 2)},
        activation_calls=count,
    )


def read_device_error(frame: Frame) -> str:
    """Return the line in which a layer failed on the device "meta", "" where it did not."""
    return _text(frame.header.get("said"))


def read_losses(frame: Frame) -> list[float]:
    """Return the losses of a training run, one number for each epoch."""
    losses = frame.header.get("losses")
    if not isinstance(losses, list) or not all(type(loss) in (int, float) for loss in losses):
        raise WireError("a reply without losses")
    try:
        return [float(loss) for loss in losses]
    except OverflowError:
        raise WireError("a loss that is no number") from None


def read_tried(frame: Frame) -> set[str]:
    """Return what a worker says that its code tried; whatever else stands there is left."""
    tried = frame.header.get("tried")
    return {kind for kind in KINDS if kind in tried} if isinstance(tried, list) else set()


def read_error(frame: Frame) -> SubmissionError | None:
    """Return the error that a reply reports, or None; only known codes with their own values pass."""
    code = frame.header.get("error")
    if code is None:
        return None
    values = frame.header.get("values")
    if not isinstance(code, str) or code not in ERRORS or not isinstance(values, dict):
        raise WireError("an unknown error")
    if set(values) != set(ERRORS[code]):
        raise WireError("an error with other values than its own")
    return SubmissionError(code, **{name: _text(value) for name, value in values.items()})


def _rows(frame: Frame, name: str, width: int) -> list[list[Any]]:
    rows = frame.header.get(name)
    if not isinstance(rows, list) or not all(isinstance(row, list) and len(row) == width for row in rows):
        raise WireError(f"a reply without {name}")
    return rows


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise WireError("something else where a text belongs")
    return readable(value)


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise WireError("something else where a truth value belongs")
    return value


def _optional(frame: Frame, name: Any) -> Tensor | None:
    return None if name is None else _required(frame, name)


def _required(frame: Frame, name: Any) -> Tensor:
    if not isinstance(name, str) or name not in frame.tensors:
        raise WireError("a tensor that is not there")
    return frame.tensors[name]
