"""q1, public: the shapes and the size of `ModelBaseline`, and the wrong networks that have a name."""

import torch
from torch import Tensor

from ..feedback import failure
from ..recognisers.recognition import indistinct, recognise
from ..recognisers.reference import Variant
from ..recognisers.sizes import require_sizes
from ..shapes import CLASS_COUNT, IMAGE, require_baseline_shapes, require_parameter_count
from ..subject import Activation, Recipe, Subject, SubmissionError, Weight
from .inputs import signed_images

IMAGES = 5
# The order of pooling and activation does not matter with ReLU.
RIGHT = ("", "pool_before_activation")
# No known network: not right for certain, and not wrong for certain.
UNKNOWN = ("unrecognised", "imprecise", "weights_unmatched")
# What another default activation makes of the network, which is q2's matter.
MAYBE_DEFAULT = ("other_activation", "activation_missing")
# What moves a last layer that starts at zero, so that logits tell something about the network below it.
WARM_UP = Recipe(batch_size=32, epochs=2, learning_rate=1e-2)
WARM_UP_IMAGES = 64


def check_shapes(subject: Subject) -> bool:
    """Assert that `ModelBaseline()` can be made, gives logits [N, 10] and has 528,474 parameters."""
    model = subject.make("ModelBaseline")
    require_baseline_shapes(subject, model)
    require_parameter_count(subject, model)
    return True


def check_mistakes(subject: Subject) -> bool:
    """Assert the same, and that the network is none of the known wrong ones, in both modes.

    Return whether it is the specified one; one that is not known passes.
    """
    model = subject.make("ModelBaseline")
    require_baseline_shapes(subject, model)
    require_sizes(subject.weights(model))
    images = signed_images(IMAGES)
    found = []
    for training in (False, True):
        output, weights = observe(subject, model, images, training=training)
        variant = recognise(weights, images, output, torch.relu)[0]
        if variant.code not in (*RIGHT, *UNKNOWN) and not _right_with_relu(subject, variant, images):
            raise failure(variant.code, **variant.values)
        found.append(variant.code)
    return not set(found) & set(UNKNOWN)


def observe(subject: Subject, model: int, images: Tensor, *, training: bool = False) -> tuple[Tensor, list[Weight]]:
    """Return the logits [N, 10] of a model and its weights; one whose logits say nothing is trained a little first."""
    output = subject.run(model, images, training=training).outputs[0]
    if indistinct(output):
        noise = (255 * torch.rand(WARM_UP_IMAGES, *IMAGE, generator=torch.Generator().manual_seed(0))).byte()
        subject.fit(model, noise, torch.arange(WARM_UP_IMAGES) % CLASS_COUNT, WARM_UP)
        output = subject.run(model, images, training=training).outputs[0]
    return output, subject.weights(model)


def _right_with_relu(subject: Subject, variant: Variant, images: Tensor) -> bool:
    """Tell whether `variant` may come from the default of `activation`: with nn.ReLU as argument the network is right.

    Where q1 and q2 are answered by one class, that is for the check of q2 to say.
    """
    if variant.code not in MAYBE_DEFAULT:
        return False
    try:
        output, weights = observe(subject, subject.make("ModelBaseline", activation=Activation("ReLU")), images)
    except SubmissionError:
        return False
    return recognise(weights, images, output, torch.relu)[0].code in RIGHT
