"""The public checks that a student runs with `grader.check`: can it be made, are the shapes and the count right.

They see the student's classes through a `Subject` only. The checks that decide marks are not here.
"""

from collections.abc import Callable, Mapping
from typing import Any

import torch

from .feedback import failure
from .given_activations import Activation
from .shapes import CLASS_COUNT, IMAGE, require_baseline_shapes, require_parameter_count, require_shape
from .subject import Recipe, Subject, SubmissionError, subject_of


def public_check(question: str, namespace: Mapping[str, Any]) -> None:
    """Run the public checks of `question` on the classes in `namespace`; raise CheckFailed with one readable reason."""
    try:
        PUBLIC_CHECKS[question](subject_of(namespace, question))
    except SubmissionError as error:
        raise failure(error.code, **error.values) from None


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
