"""The specified network: which one a model is, and that its logits are the specified function of its own weights.

q1 judges it; q2 asks again of its own class, where q1's class was right and this one need not be the same.
"""

from dataclasses import dataclass, replace

import torch
from torch import Tensor

from coursekit.feedback import CheckFailed, failure
from seminar.given_activations import RELU
from seminar.recognisers.recognition import distance, indistinct, matches, recognise, same_logits
from seminar.recognisers.reference import Network, Variant, logits, networks
from seminar.recognisers.sizes import require_judgeable, require_sizes, size_mistake, slopes
from seminar.shapes import CLASS_COUNT, IMAGE, make_plain, require_shape
from seminar.subject import Run, Subject, SubmissionError, Weight

from .trial import Trial, magnified

# With ReLU the order of pooling and activation cannot be seen; the unseen activation of q2 sees it.
NOT_HERE = ("", "pool_before_activation")
IMAGES = 7
MANY = 260  # images of a batch that is larger than those of any training or validation here
ENDS_A_WORKER = ("too_slow", "ended", "reply_invalid", "missing")


@dataclass(frozen=True)
class Judged:
    """A model as it is judged: its handle, what two calls in eval mode gave, and the network recognised in them."""

    model: int
    run: Run
    weights: list[Weight]
    variant: Variant
    network: Network | None


def check_function(subject: Subject, trial: Trial) -> None:
    """Assert that the logits are the specified function of the model's own weights, for every batch and mode.

    Spec: `Conv2d(3,16,3,padding=1)` act `Conv2d(16,16,3,padding=1)` act `MaxPool2d(2,2)` flatten `Linear(4096,128)` act
    `Linear(128,10)`; 528,474 parameters; no softmax at the end. Not random beyond the inputs: a correct model fails
    only if float32 rounding exceeds 10 times what was ever measured.
    """
    images = magnified(trial.signed(IMAGES, *IMAGE))
    judged = judged_model(subject, images)
    require_unchanged(judged.run, images)
    if not torch.isfinite(judged.run.outputs[0]).all():
        raise name_overflow(subject, trial)
    if indistinct(judged.run.outputs[0]):
        raise failure("constant_output")
    if not same_logits(*judged.run.outputs):
        raise failure("not_deterministic", mode="eval")
    mistake = failure(judged.variant.code, **judged.variant.values) if judged.variant.code not in NOT_HERE else None
    if mistake and judged.variant.code == "large_values":
        require_independent_images(subject, judged, images)
    if mistake and judged.variant.code != "unrecognised":
        raise mistake
    require_one_mode(subject, judged, images)
    require_independent_images(subject, judged, images)
    if mistake:
        require_any_gradients(subject, judged, images)
        raise mistake
    require_new_weights_used(subject, judged, images)


def name_overflow(subject: Subject, trial: Trial) -> CheckFailed:
    """Name what makes logits of large images overflow, where small ones show it; else say that they are not finite."""
    variant = judged_model(subject, trial.signed(IMAGES, *IMAGE)).variant
    known = variant.code not in (*NOT_HERE, "unrecognised", "imprecise")
    return failure(variant.code, **variant.values) if known else failure("not_finite")


def judged_model(subject: Subject, images: Tensor) -> Judged:
    """Return `ModelBaseline()` with what it computes on `images`.

    Which activation it has is q2's matter, as far as it can be told apart: where `ModelBaseline(activation=nn.ReLU)`
    is the specified network and `ModelBaseline()` is not, the former is judged here; so is one that has another
    activation of torch.nn in all three places whatever it is given. One without the argument is q1's alone.
    """
    try:
        judged = _judge(subject, make_plain(subject), images)
        if judged.variant.code in NOT_HERE:
            return judged
    except (SubmissionError, CheckFailed) as error:
        # What hangs, or ends its process, would do so again.
        given = _given_relu(subject, images) if error.code not in ENDS_A_WORKER else None
        if given is None:
            raise
        return given
    return _given_relu(subject, images) or judged


def _given_relu(subject: Subject, images: Tensor) -> Judged | None:
    """Return `ModelBaseline(activation=nn.ReLU)` if it is the specified network, but for which activation it has."""
    try:
        given = _judge(subject, subject.make("ModelBaseline", activation=RELU), images)
    except (SubmissionError, CheckFailed):
        return None
    if given.variant.code in ("other_activation", "other_activation_at"):
        return replace(given, variant=replace(given.variant, code=""))
    return given if given.variant.code in NOT_HERE else None


def _judge(subject: Subject, model: int, images: Tensor) -> Judged:
    made = subject.weights(model)
    run = subject.run(model, images, training=False, calls=2)
    for output in run.outputs:
        require_shape(output, (len(images), CLASS_COUNT), tuple(images.shape))
    weights = subject.weights(model)
    require_judgeable(weights)
    require_same_weights(made, weights)
    require_sizes(weights)
    if indistinct(run.outputs[0]):
        subject.redraw_weights(model)
        weights = subject.weights(model)
        run = subject.run(model, images, training=False, calls=2)
    variant, network = recognise(weights, images, run.outputs[0], torch.relu)
    if slopes(weights) and variant.instead != "PReLU":
        raise size_mistake(weights)
    return Judged(model, run, weights, variant, network)


def require_unchanged(run: Run, given: Tensor) -> None:
    """Assert that the calls left their input as it was."""
    if run.input_after.shape != given.shape or not torch.equal(run.input_after, given):
        raise failure("input_modified")


def require_one_mode(subject: Subject, judged: Judged, images: Tensor) -> None:
    """Assert that the network gives the same logits in train mode as in eval mode, and that calls leave its weights."""
    expected = judged.run.outputs[0]
    trained = subject.run(judged.model, images, training=True, calls=2)
    if not same_logits(*trained.outputs):
        raise failure("not_deterministic", mode="train")
    if not same_logits(expected, trained.outputs[0]):
        variant, network = recognise(judged.weights, images, trained.outputs[0], torch.relu)
        if network is not None and variant.code not in NOT_HERE:
            raise failure(variant.code, **variant.values)
        raise failure("train_differs", difference=f"{distance(expected.double(), trained.outputs[0]):.1%}")
    require_same_weights(judged.weights, subject.weights(judged.model))


def require_independent_images(subject: Subject, judged: Judged, images: Tensor) -> None:
    """Assert that an image has the same logits alone, wherever it stands in a batch, and in a batch of many."""
    expected = judged.run.outputs[0]
    alone = subject.run(judged.model, images[:1], training=False).outputs[0]
    if alone.numel() != CLASS_COUNT:
        require_shape(alone, (1, CLASS_COUNT), (1, *IMAGE))
    alone = alone.reshape(1, CLASS_COUNT)  # `check_interface` charges a lost axis
    turned = subject.run(judged.model, images.flip(0), training=False).outputs[0]
    for got, wanted in ((alone, expected[:1]), (turned, expected.flip(0))):
        if not same_logits(wanted, got):
            raise failure("depends_on_batch")
    indices = torch.arange(MANY) % len(images)
    many = subject.run(judged.model, images[indices], training=False).outputs[0]
    require_shape(many, (MANY, CLASS_COUNT), (MANY, *IMAGE))
    if not same_logits(expected[indices], many):
        raise failure("depends_on_batch")


def require_new_weights_used(subject: Subject, judged: Judged, images: Tensor) -> None:
    """Assert that the logits in eval mode are those of the weights as they are now, after these have changed.

    For the very images of the call before, too: a layer may keep its last output.
    """
    subject.run(judged.model, images, training=False)
    subject.redraw_weights(judged.model)
    output = subject.run(judged.model, images, training=False).outputs[0]
    weights = subject.weights(judged.model)
    if not any(
        matches(logits(network, images, torch.relu, replace(judged.variant, code="")), output)
        for network in networks(weights)
    ):
        raise failure("stale_weights")


def require_any_gradients(subject: Subject, judged: Judged, images: Tensor, run: Run | None = None) -> None:
    """Assert that some gradient reaches every parameter and the input."""
    if run is None:
        run = subject.run(judged.model, images, training=True, cotangent=torch.ones(len(images), CLASS_COUNT))
    for weight in judged.weights:
        value = run.gradients.get(weight.name)
        if weight.is_parameter and (value is None or not value.any()):
            raise failure("gradient_missing", name=weight.name)
        if value is not None and not torch.isfinite(value).all():
            raise failure("gradient_not_finite", name=weight.name)
    if run.input_gradient is None or not run.input_gradient.any():
        raise failure("gradient_missing_input")
    if not torch.isfinite(run.input_gradient).all():
        raise failure("gradient_not_finite", name="x")


def require_same_weights(before: list[Weight], after: list[Weight]) -> None:
    """Assert that calls left the parameters as they were; those that came into being meanwhile do not count."""
    now = {weight.name: weight.value for weight in after}
    for weight in before:
        lazy = not weight.value.numel()
        same = weight.name in now and torch.equal(weight.value, now[weight.name])
        if weight.is_parameter and not lazy and not same:
            raise failure("weights_changed", name=weight.name)
