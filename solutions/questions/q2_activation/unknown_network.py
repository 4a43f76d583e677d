"""What q2 asks of a network that we do not know: logits that depend on images, weights and three activations."""

from dataclasses import replace

import torch
from torch import Tensor

from coursekit.feedback import failure
from seminar.given_activations import Activation
from seminar.recognisers.recognition import indistinct, same_logits
from seminar.shapes import CLASS_COUNT, require_shape
from seminar.subject import BENT_CALLS, Subject

HIDDEN_ACTIVATIONS = BENT_CALLS
REDRAWS, FAR = 48, 30.0
QUIET = 0.7  # of the differences between logits: what is left of them without activations at most


def require_some_logits(output: Tensor, images: Tensor) -> None:
    """Assert, for a network that we do not know, that there are numbers at all and that they depend on the images."""
    if not output.numel():
        require_shape(output, (len(images), CLASS_COUNT), tuple(images.shape))
    if not torch.isfinite(output).all():
        raise failure("not_finite")
    if output.is_floating_point() and output.dim() > 1 and indistinct(output):
        raise failure("constant_output")


def redraw(subject: Subject, model: int, images: Tensor) -> None:
    """Draw the weights of a model anew, lazy ones after a first call."""
    if any(weight.is_parameter and not weight.value.numel() for weight in subject.weights(model)):
        subject.run(model, images, training=False)
    subject.redraw_weights(model)


def require_three_reach(subject: Subject, images: Tensor, activation: Activation) -> None:
    """Assert, for a network that we do not know, that images matter and that three activations reach the logits.

    Each call in turn is bent, and the logits must show it. Where there are no logits, random ones even in eval mode, or
    ones of an input that the calls change, calls are counted, and the logits must show all of them together.
    """
    model = subject.make("ModelBaseline", activation=replace(activation, form="bent"))
    run = subject.run(model, images, training=False, calls=BENT_CALLS + 2)
    plain, *bent, again = run.outputs
    if not plain.numel():
        require_shape(plain, (len(images), CLASS_COUNT), tuple(images.shape))
    reached, counted = run.activation_calls // len(run.outputs), True
    if plain.is_floating_point() and torch.equal(run.input_after, images):
        if not torch.isfinite(plain).all():
            raise failure("not_finite")
        if plain.dim() > 1 and indistinct(plain):
            raise failure("constant_output")
        if same_logits(plain, again):
            reached, counted = sum(not same_logits(plain, output) for output in bent), False
    if counted and reached >= HIDDEN_ACTIVATIONS and not heard(subject, images, activation):
        reached = 0
    if reached < HIDDEN_ACTIVATIONS:
        raise failure("activation_calls", name=str(activation), got=reached, expected=HIDDEN_ACTIVATIONS)
    if not counted:
        require_weights_matter(subject, images, activation)


def heard(subject: Subject, images: Tensor, activation: Activation) -> bool:
    """Tell whether the logits of a network that we do not know show what its activations give, however random they are.

    With zeros in the place of that the images differ less in their logits: not at all, but for a dropout of the logits
    themselves. With weights drawn anew an argmax of the specified network gives 5 far images one class in a quarter of
    all draws: none of REDRAWS tells them apart with probability below 1e-28.
    """
    differences = (differing(subject, images, activation) for _ in range(REDRAWS))
    usual = next((found for found in differences if not found <= 0), 0.0)
    if not usual > 0:
        raise failure("constant_output")
    return differing(subject, images, replace(activation, form="silent")) < QUIET * usual


def differing(subject: Subject, images: Tensor, activation: Activation) -> float:
    """Return how far the logits of images and calls are from their mean, of a fresh model with weights drawn anew."""
    model = subject.make("ModelBaseline", activation=activation)
    redraw(subject, model, images)
    outputs = subject.run(model, FAR * images, training=False, calls=BENT_CALLS).outputs
    rows = torch.cat([output.double().reshape(len(output) if output.dim() else 1, -1) for output in outputs])
    return float((rows - rows.mean(0)).abs().mean())


def require_weights_matter(subject: Subject, images: Tensor, activation: Activation) -> None:
    """Assert, for a network that we do not know, that it has layers: with other weights it gives other logits.

    Those of another model are other ones too, where the layers lie in a list in which nobody finds their weights.
    """
    models = [subject.make("ModelBaseline", activation=activation) for _ in range(2)]
    logits, others = (subject.run(model, images, training=False).outputs[0] for model in models)
    for model in models:  # one may compute with the layers of the other, which is q1's matter
        redraw(subject, model, images)
    if same_logits(logits, others) and same_logits(logits, subject.run(models[0], images, training=False).outputs[0]):
        raise failure("no_layers", name=str(activation))
