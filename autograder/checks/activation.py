"""q2: `ModelBaseline(activation=...)` takes all three hidden activations from its argument, whatever that makes.

The architecture is q1's matter. Where it is wrong in a way that we know, the activation is judged on that wrong
network, so that one mistake costs once; where it is not known, the calls of activations are counted.
"""

from collections.abc import Iterator
from dataclasses import replace

import torch
from torch import Tensor

from autograder.checks.baseline import magnified, warm_up
from autograder.checks.trial import Trial
from seminar.feedback import CheckFailed, failure
from seminar.recognisers.recognition import architecture, computes, indistinct
from seminar.recognisers.reference import Variant
from seminar.recognisers.variants import HARD_CODED, named, subsets
from seminar.shapes import CLASS_COUNT, IMAGE
from seminar.subject import Activation, Run, Subject, SubmissionError, Weight

RELU = Activation("ReLU")
# LeakyReLU comes last, because what goes wrong with it can look like ReLU.
NAMED = (RELU, Activation("ELU"), Activation("SELU"), Activation("LeakyReLU"))
# One of each group is drawn. All are monotone: the order of pooling and activation cannot show with them, whatever the
# secret draws. The first take no `inplace`; the second differ from what a class of that name makes by itself.
PLAIN = tuple(Activation(name) for name in ("Tanh", "Sigmoid", "Softplus", "Softsign", "LogSigmoid"))
PARAMETRISED = (
    Activation("LeakyReLU", {"negative_slope": 0.3}),
    Activation("ELU", {"alpha": 0.5}),
    Activation("CELU", {"alpha": 0.4}),
    Activation("Hardtanh", {"min_val": -0.4, "max_val": 0.8}),
)
FORMS = ("class", "partial", "lambda")
HIDDEN_ACTIVATIONS = 3
IMAGES = 3


def check_standard(subject: Subject, trial: Trial) -> None:
    """Assert that ReLU, LeakyReLU, ELU, SELU and two drawn activations are each used for all three hidden layers.

    All models are made before the first one runs, so that one model's activation cannot be another's by accident.
    """
    drawn = [group[trial.rng.integers(len(group))] for group in (PLAIN, PARAMETRISED)]
    judge_activations(subject, trial, [*NAMED, *drawn])


def check_unseen(subject: Subject, trial: Trial) -> None:
    """Assert the same in both modes with an activation that exists only here, as a class, a partial and a lambda.

    It is not monotone, so a pool before the activation gives other logits than the specified order.
    """
    waves = []
    for form in FORMS:
        scale, frequency, slope = trial.rng.uniform(0.7, 1.3), trial.rng.uniform(2.0, 4.0), trial.rng.uniform(0.2, 0.6)
        waves.append(Activation("Wave", {"scale": scale, "frequency": frequency, "slope": slope}, form))
    judge_activations(subject, trial, waves, modes=(False, True))


def check_default(subject: Subject, trial: Trial) -> None:
    """Assert that without an argument the activation is nn.ReLU."""
    images = trial.signed(IMAGES, *IMAGE)
    variant = known_architecture(subject, trial, images)
    try:
        model = subject.make("ModelBaseline")
    except SubmissionError as error:
        if error.code == "construct":
            raise failure("default_missing", error=str(error.values["error"])) from None
        raise
    output, weights = observe(subject, trial, model, images)
    if variant is None or computes(weights, images, output, RELU.module(), variant):
        return
    for name in HARD_CODED:
        if computes(weights, images, output, Activation(name).module(), variant):
            raise failure("default_activation", name=name)
    if computes(weights, images, output, torch.nn.Identity(), variant):
        raise failure("default_activation", name="Identity")
    raise failure("default_unknown")


def judge_activations(
    subject: Subject, trial: Trial, activations: list[Activation], modes: tuple[bool, ...] = (False,)
) -> None:
    """Assert for each of `activations` that the model made with it computes with it, on the network that it has."""
    images = trial.signed(IMAGES, *IMAGE)
    variants = {training: known_architecture(subject, trial, images, training) for training in modes}
    models = [subject.make("ModelBaseline", activation=activation) for activation in activations]
    for activation, model in zip(activations, models, strict=True):
        for training, variant in variants.items():
            if variant is None:
                require_three_calls(subject.run(model, images, training=training), activation)
                continue
            output, weights = observe(subject, trial, model, images, training)
            forms = list(_with_relu_outside(variant))
            if not any(computes(weights, images, output, activation.module(), form) for form in forms):
                raise diagnose(weights, images, output, activation, variant, activations[-1])


def known_architecture(subject: Subject, trial: Trial, images: Tensor, training: bool = False) -> Variant | None:
    """Return the network that the class has with ReLU: the specified one, a known wrong one, or None if unknown."""
    model = subject.make("ModelBaseline", activation=RELU)
    images = magnified(images)
    output, weights = observe(subject, trial, model, images, training)
    variant = None if indistinct(output) else architecture(weights, images, output, torch.relu)
    if variant is not None and variant.instead:
        raise failure("activation_replaced", name=RELU.name, other=variant.instead)
    return variant


def observe(
    subject: Subject, trial: Trial, model: int, images: Tensor, training: bool = False
) -> tuple[Tensor, list[Weight]]:
    """Return the logits [N, 10] of a model and its weights; one whose logits say nothing is trained a little first."""
    output = subject.run(model, images, training=training).outputs[0]
    if output.dim() == 2 and output.is_floating_point() and indistinct(output):
        warm_up(subject, trial, model)
        output = subject.run(model, images, training=training).outputs[0]
    # A wrong shape is q1's matter.
    if output.numel() == len(images) * CLASS_COUNT:
        output = output.reshape(len(images), CLASS_COUNT)
    return output, subject.weights(model)


def diagnose(
    weights: list[Weight],
    images: Tensor,
    output: Tensor,
    activation: Activation,
    variant: Variant,
    last: Activation,
) -> CheckFailed:
    """Return the failure that names what the model did instead of using `activation` everywhere.

    last: the activation of the model that was made last, which a class or a global variable would hold.
    """

    def found(kind: Activation, form: Variant) -> bool:
        return computes(weights, images, output, kind.module(), form)

    if not variant.code and found(activation, replace(variant, pool_first=True)):
        return failure("pool_before_activation")
    if found(RELU, variant):
        return failure("activation_ignored", name=activation.name)
    for layers in subsets():
        if found(activation, replace(variant, relu_at=layers)):
            return failure("activation_not_everywhere", name=activation.name, layers=named(layers))
        if found(activation, replace(variant, twice=layers)):
            return failure("activation_twice", name=activation.name, layers=named(layers))
        if found(activation, replace(variant, inactive=layers)):
            return failure("activation_lost", name=activation.name, layers=named(layers))
    if activation.name != "Wave" and found(Activation(activation.name), variant):
        return failure("activation_rebuilt", name=activation.name)
    if last != activation and found(last, variant):
        return failure("activation_shared", name=activation.name, other=last.name)
    for name in HARD_CODED:
        if found(Activation(name), variant):
            return failure("activation_replaced", name=activation.name, other=name)
    return failure("activation_wrong", name=activation.name)


def require_three_calls(run: Run, activation: Activation) -> None:
    """Assert, for a network that we do not know, that three activations of the given kind ran and images matter."""
    if run.activation_calls < HIDDEN_ACTIVATIONS:
        raise failure("activation_calls", name=activation.name, got=run.activation_calls, expected=HIDDEN_ACTIVATIONS)
    if not torch.isfinite(run.outputs[0]).all() or indistinct(run.outputs[0]):
        raise failure("constant_output")


def _with_relu_outside(variant: Variant) -> Iterator[Variant]:
    """Yield `variant`, and where it wrongly has an activation outside the hidden layers the same with ReLU there."""
    yield variant
    if variant.end == "activation":
        yield replace(variant, end="relu")
    if variant.start == "activation":
        yield replace(variant, start="relu")
