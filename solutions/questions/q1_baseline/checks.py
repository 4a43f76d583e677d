"""q1: `ModelBaseline` computes the specified function of its own weights, can be trained, and starts fresh."""

import torch

from coursekit.feedback import failure
from seminar.recognisers.recognition import same_logits
from seminar.recognisers.reference import CONV1, CONV2, HEAD, HIDDEN, networks
from seminar.recognisers.sizes import require_judgeable, require_sizes
from seminar.shapes import CLASS_COUNT, IMAGE, make_plain, require_shape
from seminar.subject import Subject, Weight

from ...shared.freshness import large_parameters, not_fresh
from ...shared.gradients import calm_images, gradients, require_equal_gradients
from ...shared.specified_network import judged_model, require_any_gradients
from ...shared.trial import Trial

NAMED_WEIGHTS = 4
LARGE_SIZES = (CONV1, CONV2, HIDDEN, HEAD)


def check_gradients(subject: Subject, trial: Trial) -> None:
    """Assert that gradients reach every parameter and the input, and are those of the specified function.

    The images are the calmest of a larger draw, on which no activation and no pooling window is near a kink, so that
    float32 takes the same side as float64; see `calm_images` for the error rate.
    """
    drawn, cotangent = trial.signed(16, *IMAGE), trial.signed(4, CLASS_COUNT)
    judged = judged_model(subject, drawn[:3])
    if judged.network is None:
        raise failure(judged.variant.code, **judged.variant.values)
    images = calm_images(judged.network, drawn, 4, judged.variant)
    run = subject.run(judged.model, images, training=True, cotangent=cotangent)
    require_any_gradients(subject, judged, images, run)
    found = [
        Weight(weight.name, weight.owner, value, True)
        for weight in judged.weights
        if (value := run.gradients.get(weight.name)) is not None
    ]
    expected = gradients(judged.network, images, cotangent, judged.variant)
    require_equal_gradients(expected, run.input_gradient, list(networks(found)))


def check_freshness(subject: Subject, trial: Trial) -> None:
    """Assert that two models start with other random weights, and that what one learns is not the other's.

    A correct model draws 528,304 weights anew; see `not_fresh` for what may start alike.
    """
    images = trial.signed(2, *IMAGE)
    # Each is made after another one, so that a seed which the first leaves behind decides about both.
    first = make_plain(subject, earlier=1)
    alone = subject.run(first, images, training=False).outputs[0]
    require_shape(alone, (len(images), CLASS_COUNT), tuple(images.shape))
    if not torch.isfinite(alone).all():
        raise failure("not_finite")
    second = make_plain(subject, earlier=1)
    subject.run(second, images, training=False)
    if not same_logits(alone, subject.run(first, images, training=False).outputs[0]):
        raise failure("computes_with_another")
    pairs = list(zip(large_weights(subject, first), before := large_weights(subject, second), strict=True))
    subject.redraw_weights(first)
    for one, other in zip(before, large_weights(subject, second), strict=True):
        if not torch.equal(one.value, other.value):
            raise failure("shared_by_models", name=one.name)
    for one in not_fresh(pairs):
        raise failure("not_fresh", name=one.name)


def large_weights(subject: Subject, model: int) -> list[Weight]:
    """Return the kernels and matrices of a model, which are those of the specified sizes, finite, in order of size."""
    weights = subject.weights(model)
    require_judgeable(weights)
    require_sizes(weights)
    large = large_parameters(weights)
    if sorted(weight.value.numel() for weight in large) != sorted(LARGE_SIZES):
        raise failure("weights_unmatched")
    return sorted(large, key=lambda weight: weight.value.numel())


def check_interface(subject: Subject, trial: Trial) -> None:
    """Assert what a training loop relies on: logits [N, 10] for one image too, float32, and all weights from the start.

    Spec: "logits float32; every layer has its own weight and bias made in `__init__`". Lazy layers are, though their
    sizes are not known yet.
    """
    model = make_plain(subject)
    made = {weight.name for weight in subject.weights(model)}
    for count in (1, 4):
        images = trial.signed(count, *IMAGE)
        output = subject.run(model, images, training=False).outputs[0]
        require_shape(output, (count, CLASS_COUNT), tuple(images.shape))
        if not torch.isfinite(output).all():
            raise failure("not_finite")
        if output.dtype != torch.float32:
            raise failure("logits_dtype", got=str(output.dtype))
    weights = subject.weights(model)
    require_judgeable(weights)
    require_sizes(weights)
    late = [weight.name for weight in weights if weight.is_parameter and weight.name not in made]
    if late:
        raise failure("layers_made_late", names=", ".join(late[:NAMED_WEIGHTS]))
