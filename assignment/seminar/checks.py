"""The public checks that a student runs with `grader.check`: can it be made, are the shapes and the count right.

They see the student's classes through a `Subject` only. The checks that decide marks are not here.
"""

from collections.abc import Callable, Mapping
from typing import Any

import torch
from torch import Tensor

from .errors import SeminarError
from .language import text
from .subject import Activation, Recipe, Subject, SubmissionError, subject_of

IMAGE = (3, 32, 32)
CLASS_COUNT = 10
PARAMETER_COUNT = 528_474


class CheckFailed(SeminarError, AssertionError):
    """A check that failed: `code` names what was recognised, `values` are the measured and the expected numbers."""

    def __init__(self, code: str, message: str, values: Mapping[str, object] | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.values = dict(values or {})


def public_check(question: str, namespace: Mapping[str, Any]) -> None:
    """Run the public checks of `question` on the classes in `namespace`; raise CheckFailed with one readable reason."""
    try:
        PUBLIC_CHECKS[question](subject_of(namespace, question))
    except SubmissionError as error:
        raise failure(error.code, **error.values) from None


def failure(code: str, **values: object) -> CheckFailed:
    """Return the CheckFailed whose message is the text `checks.<code>` in the set language."""
    return CheckFailed(code, text(f"checks.{code}", **values), values)


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
    count = sum(weight.value.numel() for weight in subject.weights(model) if weight.is_parameter)
    if count != PARAMETER_COUNT:
        raise failure("parameters", got=f"{count:,}", expected=f"{PARAMETER_COUNT:,}")


def check_baseline(subject: Subject) -> None:
    """q1: `ModelBaseline()` can be made, gives logits [N, 10] and has 528,474 parameters."""
    model = subject.make("ModelBaseline")
    require_baseline_shapes(subject, model)
    require_parameter_count(subject, model)


def check_activation(subject: Subject) -> None:
    """q2: `ModelBaseline()` and `ModelBaseline(activation=nn.ELU)` have the shapes and the size of the baseline."""
    for activation in (None, Activation("ELU")):
        model = subject.make("ModelBaseline", activation=activation)
        require_baseline_shapes(subject, model)
        require_parameter_count(subject, model)


def check_dropout(subject: Subject) -> None:
    """q3: `SpatialDropout(p)` keeps the shape [N, C, H, W] in training and is the identity in eval mode."""
    layer = subject.make("SpatialDropout", p=0.5)
    features = torch.randn(4, 8, 6, 5, generator=torch.Generator().manual_seed(0))
    output = subject.run(layer, features, training=True).outputs[0]
    require_shape(output, tuple(features.shape), tuple(features.shape))
    output = subject.run(layer, features, training=False).outputs[0]
    require_shape(output, tuple(features.shape), tuple(features.shape))
    if not torch.equal(output, features):
        raise failure("eval_changes", difference=f"{(output - features).abs().max():.3g}")


def check_training(subject: Subject) -> None:
    """q4: `ModelBaseline()` can be trained: two steps on random images end with a finite loss."""
    model = subject.make("ModelBaseline")
    generator = torch.Generator().manual_seed(0)
    images = torch.randint(0, 256, (64, *IMAGE), dtype=torch.uint8, generator=generator)
    labels = torch.randint(0, CLASS_COUNT, (64,), generator=generator)
    subject.run(model, images[:2].float(), training=False)
    losses = subject.fit(model, images, labels, Recipe(batch_size=32, epochs=1, learning_rate=1e-3))
    if not all(loss == loss and abs(loss) != float("inf") for loss in losses):
        raise failure("loss_not_finite", losses=[round(loss, 3) for loss in losses])


PUBLIC_CHECKS: dict[str, Callable[[Subject], None]] = {
    "q1": check_baseline,
    "q2": check_activation,
    "q3": check_dropout,
    "q4": check_training,
}
