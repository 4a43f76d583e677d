"""The model that the task asks for, its shapes and sizes: what public and hidden checks assert of them alike."""

import torch
from torch import Tensor

from coursekit.feedback import failure

from .given_activations import RELU
from .subject import Subject, SubmissionError, Weight

IMAGE = (3, 32, 32)
CLASS_COUNT = 10
PARAMETER_COUNT = 528_474


def make_plain(subject: Subject, earlier: int = 0) -> int:
    """Make `ModelBaseline()`; where it asks for an activation, which is q2's matter, give it nn.ReLU.

    earlier: how many others are made right before it; see `Subject.make`.
    """
    try:
        return subject.make("ModelBaseline", earlier=earlier)
    except SubmissionError as error:
        if error.code != "construct":
            raise
        try:
            return subject.make("ModelBaseline", activation=RELU, earlier=earlier)
        except SubmissionError:
            raise error from None


def require_shape(output: Tensor, expected: tuple[int, ...], given: tuple[int, ...]) -> None:
    """Assert that the output for an input of shape `given` has the shape `expected`."""
    if tuple(output.shape) != expected:
        raise failure("shape", given=list(given), got=list(output.shape), expected=list(expected))


def require_baseline_shapes(subject: Subject, model: int) -> None:
    """Assert: "CIFAR-10 sized input `[N, 3, 32, 32]`, logits `[N, 10]`", for one image and for several."""
    for count in (1, 4):
        images = torch.randn(count, *IMAGE, generator=torch.Generator().manual_seed(count))
        output = subject.run(model, images, training=False).outputs[0]
        require_shape(output, (count, CLASS_COUNT), tuple(images.shape))


def require_parameter_count(subject: Subject, model: int) -> None:
    """Assert: "528,474 parameters"; the model must have run once, so that lazy layers know their size."""
    require_count(subject.weights(model))


def require_count(weights: list[Weight]) -> None:
    """Assert the same of the weights of a model."""
    count = sum(weight.value.numel() for weight in weights if weight.is_parameter)
    if count != PARAMETER_COUNT:
        raise failure("parameters", got=f"{count:,}", expected=f"{PARAMETER_COUNT:,}")
