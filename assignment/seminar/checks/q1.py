"""q1, public: the shapes and the size of `ModelBaseline`, and the wrong networks that have a name."""

import torch
from torch import Tensor

from coursekit.feedback import failure
from seminar.checks.inputs import signed_images
from seminar.checks.observed import observe, require_output
from seminar.given_activations import RELU
from seminar.recognisers.recognition import distance, indistinct, recognise, same_logits
from seminar.recognisers.reference import Variant
from seminar.recognisers.sizes import require_sizes
from seminar.shapes import make_plain, require_baseline_shapes, require_parameter_count
from seminar.subject import Subject, SubmissionError, Weight

IMAGES = 5
# The order of pooling and activation does not matter with ReLU.
RIGHT = ("", "pool_before_activation")
# No known network: not right for certain, and not wrong for certain.
UNKNOWN = ("unrecognised", "imprecise", "weights_unmatched")
# What another default activation makes of the network, which is q2's matter.
MAYBE_DEFAULT = ("other_activation", "other_activation_at", "activation_missing", "large_values")


def check_shapes(subject: Subject) -> bool:
    """Assert that `ModelBaseline()` can be made, gives logits [N, 10] and has 528,474 parameters."""
    model = make_plain(subject)
    require_baseline_shapes(subject, model)
    require_parameter_count(subject, model)
    return True


def check_mistakes(subject: Subject) -> bool:
    """Assert the same, and that the network is none of the known wrong ones and the same one in both modes.

    Return whether it is the specified one; one that is not known passes.
    """
    model, images = make_plain(subject), signed_images(IMAGES)
    require_baseline_shapes(subject, model)
    require_sizes(subject.weights(model))
    evaluated, weights = observe(subject, model, images)
    if indistinct(evaluated):
        return False
    known = _judge(subject, weights, images, evaluated)
    trained = require_output(subject, model, images, training=True)
    if not same_logits(evaluated, trained):
        _judge(subject, weights, images, trained)
        raise failure("train_differs", difference=f"{distance(evaluated.double(), trained):.1%}")
    return known


def _judge(subject: Subject, weights: list[Weight], images: Tensor, output: Tensor) -> bool:
    """Return whether `output` is of the specified network, raise where it is of a known wrong one."""
    variant = recognise(weights, images, output, torch.relu)[0]
    if variant.code in UNKNOWN:
        return False
    if variant.code not in RIGHT and not _right_with_relu(subject, variant, images):
        raise failure(variant.code, **variant.values)
    return True


def _right_with_relu(subject: Subject, variant: Variant, images: Tensor) -> bool:
    """Tell whether `variant` may come from the activation alone: with nn.ReLU as argument the network is right, or has
    the same one still.

    Where q1 and q2 are answered by one class, that is for the check of q2 to say.
    """
    if variant.code not in MAYBE_DEFAULT:
        return False
    try:
        output, weights = observe(subject, subject.make("ModelBaseline", activation=RELU), images)
    except SubmissionError:
        return False
    return recognise(weights, images, output, torch.relu)[0].code in (*RIGHT, "other_activation")
