"""What a model gives for images, as public checks look at it: two calls alike, finite, and the images left alone."""

import torch
from torch import Tensor

from coursekit.feedback import failure

from ..recognisers.recognition import indistinct, same_logits
from ..subject import Subject, Weight


def observe(subject: Subject, model: int, images: Tensor) -> tuple[Tensor, list[Weight]]:
    """Return the logits [N, 10] of a model in eval mode, and its weights.

    One whose logits say nothing about the images gets other random weights.
    """
    output = require_output(subject, model, images, training=False)
    if indistinct(output):
        subject.redraw_weights(model)
        output = require_output(subject, model, images, training=False)
    return output, subject.weights(model)


def require_output(subject: Subject, model: int, images: Tensor, *, training: bool) -> Tensor:
    """Return the logits; raise where a call changes its input, or a second one gives other logits."""
    run = subject.run(model, images, training=training, calls=2)
    if run.input_after.shape != images.shape or not torch.equal(run.input_after, images):
        raise failure("input_modified")
    if not torch.isfinite(run.outputs[0]).all():
        raise failure("not_finite")
    if not same_logits(*run.outputs):
        raise failure("not_deterministic", mode="train" if training else "eval")
    return run.outputs[0]
