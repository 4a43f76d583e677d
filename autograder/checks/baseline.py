"""q1: `ModelBaseline` computes the specified function of its own weights, can be trained, and starts fresh."""

from dataclasses import dataclass

import torch
from torch import Tensor

from autograder.checks.gradients import calm_images, gradients, require_equal_gradients
from autograder.checks.trial import Trial
from seminar.feedback import failure
from seminar.recognisers.recognition import TOLERANCE, distance, indistinct, recognise
from seminar.recognisers.reference import HEAD, Network, Variant, networks
from seminar.recognisers.sizes import require_sizes
from seminar.shapes import CLASS_COUNT, IMAGE, require_baseline_shapes, require_shape
from seminar.subject import Activation, Recipe, Run, Subject, SubmissionError, Weight

# What moves a last layer that starts at zero, so that logits tell something about the network below it.
WARM_UP = Recipe(batch_size=32, epochs=2, learning_rate=1e-2)
WARM_UP_IMAGES = 64
# With ReLU the order of pooling and activation cannot be seen; the unseen activation of q2 sees it.
NOT_HERE = ("", "pool_before_activation")
IMAGES = 5
MAGNITUDE = 30.0
# What another default activation makes of the network, which is q2's matter.
MAYBE_DEFAULT = ("other_activation", "activation_missing", "unrecognised", "imprecise")


@dataclass(frozen=True)
class Judged:
    """A model as q1 judges it: its handle, what two calls in eval mode gave, and the network recognised in them."""

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
    judged = judged_model(subject, trial, images)
    require_unchanged(judged.run, images)
    if not torch.isfinite(judged.run.outputs[0]).all():
        raise failure("not_finite")
    if indistinct(judged.run.outputs[0]):
        raise failure("constant_output")
    if not _equal(*judged.run.outputs):
        raise failure("not_deterministic", mode="eval")
    mistake = failure(judged.variant.code, **judged.variant.values) if judged.variant.code not in NOT_HERE else None
    if mistake and judged.variant.code != "unrecognised":
        raise mistake
    require_one_mode(subject, judged, images)
    require_independent_images(subject, judged, images)
    if mistake:
        require_any_gradients(subject, judged, images)
        raise mistake


def check_gradients(subject: Subject, trial: Trial) -> None:
    """Assert that gradients reach every parameter and the input, and are those of the specified function.

    The images are the calmest of a larger draw, on which no activation and no pooling window is near a kink, so that
    float32 takes the same side as float64; see `calm_images` for the error rate.
    """
    drawn, cotangent = trial.signed(16, *IMAGE), trial.signed(4, CLASS_COUNT)
    judged = judged_model(subject, trial, drawn[:3])
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
    """Assert that weights are freshly random: two models differ in each of their four weight tensors.

    A correct model draws 528,304 weights anew; that one tensor comes out equal has probability below 1e-300.
    Biases and the last layer may start at zero, which are usual initialisations.
    """
    images = trial.signed(1, *IMAGE)
    first, second = make_plain(subject), make_plain(subject)
    for model in (first, second):
        subject.run(model, images, training=False)
    for one, other in zip(subject.weights(first), subject.weights(second), strict=True):
        zero_head = one.value.numel() == HEAD and not one.value.any()
        if one.is_parameter and one.value.numel() > 256 and not zero_head and torch.equal(one.value, other.value):
            raise failure("not_fresh", name=one.name)


def make_plain(subject: Subject) -> int:
    """Make `ModelBaseline()`; where it asks for an activation, which is q2's matter, give it nn.ReLU."""
    try:
        return subject.make("ModelBaseline")
    except SubmissionError as error:
        if error.code != "construct":
            raise
        try:
            return subject.make("ModelBaseline", activation=Activation("ReLU"))
        except SubmissionError:
            raise error from None


def judged_model(subject: Subject, trial: Trial, images: Tensor) -> Judged:
    """Return `ModelBaseline()` with what it computes on `images`.

    Another default activation than nn.ReLU is q2's matter: where `ModelBaseline(activation=nn.ReLU)` computes the
    specified function and `ModelBaseline()` does not, the former is judged here.
    """
    judged = _judge(subject, trial, make_plain(subject), images)
    if judged.variant.code not in MAYBE_DEFAULT:
        return judged
    try:
        given = _judge(subject, trial, subject.make("ModelBaseline", activation=Activation("ReLU")), images)
    except (SubmissionError, AssertionError):
        return judged
    return given if given.variant.code in NOT_HERE else judged


def magnified(images: Tensor) -> Tensor:
    """Return `images` with every third one enlarged: mistakes such as a clamp show only where values are large."""
    factors = torch.ones(len(images), 1, 1, 1)
    factors[2::3] = MAGNITUDE
    return images * factors


def warm_up(subject: Subject, trial: Trial, model: int) -> None:
    """Train for a few steps on noise, so that no layer is zero any more."""
    images = trial.rng.integers(0, 256, (WARM_UP_IMAGES, *IMAGE), dtype="uint8")
    labels = trial.rng.integers(0, CLASS_COUNT, WARM_UP_IMAGES)
    subject.fit(model, torch.from_numpy(images), torch.from_numpy(labels), WARM_UP)


def require_unchanged(run: Run, given: Tensor) -> None:
    """Assert that the calls left their input as it was."""
    if run.input_after.shape != given.shape or not torch.equal(run.input_after, given):
        raise failure("input_modified")


def require_one_mode(subject: Subject, judged: Judged, images: Tensor) -> None:
    """Assert that the network gives the same logits in train mode as in eval mode, and that calls leave its weights."""
    expected = judged.run.outputs[0]
    trained = subject.run(judged.model, images, training=True, calls=2)
    if not _equal(*trained.outputs):
        raise failure("not_deterministic", mode="train")
    if not _equal(expected, trained.outputs[0]):
        variant, network = recognise(judged.weights, images, trained.outputs[0], torch.relu)
        if network is not None and variant.code not in NOT_HERE:
            raise failure(variant.code, **variant.values)
        raise failure("train_differs", difference=f"{distance(expected.double(), trained.outputs[0]):.1%}")
    for one, other in zip(judged.weights, subject.weights(judged.model), strict=True):
        if one.is_parameter and not torch.equal(one.value, other.value):
            raise failure("weights_changed", name=one.name)


def require_independent_images(subject: Subject, judged: Judged, images: Tensor) -> None:
    """Assert that an image has the same logits alone and wherever it stands in a batch."""
    expected = judged.run.outputs[0]
    alone = subject.run(judged.model, images[:1], training=False).outputs[0]
    require_shape(alone, (1, CLASS_COUNT), (1, *IMAGE))
    turned = subject.run(judged.model, images.flip(0), training=False).outputs[0]
    for got, wanted in ((alone, expected[:1]), (turned, expected.flip(0))):
        if not _equal(wanted, got):
            raise failure("depends_on_batch")


def require_any_gradients(subject: Subject, judged: Judged, images: Tensor, run: Run | None = None) -> None:
    """Assert that some gradient reaches every parameter and the input."""
    if run is None:
        run = subject.run(judged.model, images, training=True, cotangent=torch.ones(len(images), CLASS_COUNT))
    for name, value in run.gradients.items():
        if value is None or not value.any():
            raise failure("gradient_missing", name=name)
    if run.input_gradient is None or not run.input_gradient.any():
        raise failure("gradient_missing_input")


def _judge(subject: Subject, trial: Trial, model: int, images: Tensor) -> Judged:
    require_baseline_shapes(subject, model)
    require_sizes(subject.weights(model))
    run = subject.run(model, images, training=False, calls=2)
    if indistinct(run.outputs[0]):
        warm_up(subject, trial, model)
        run = subject.run(model, images, training=False, calls=2)
    weights = subject.weights(model)
    variant, network = recognise(weights, images, run.outputs[0], torch.relu)
    return Judged(model, run, weights, variant, network)


def _equal(first: Tensor, second: Tensor) -> bool:
    return first.shape == second.shape and distance(first.double(), second) <= TOLERANCE
