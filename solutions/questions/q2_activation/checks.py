"""q2: `ModelBaseline(activation=...)` takes all three hidden activations from its argument, whatever that makes.

Where q1 lost for its network, the architecture is q1's matter, so that one mistake costs once: the activation is judged
on the wrong network, if we know it; where it is not known, it is asked which activations reach the logits. Where q1
kept its points, the class that is judged here may be another one, and its network must be the specified one too.
"""

import torch
from torch import Tensor, nn

from coursekit.feedback import CheckFailed, failure
from seminar.given_activations import RELU, Activation
from seminar.recognisers.recognition import architecture, computes, indistinct, same_logits
from seminar.recognisers.reference import Variant
from seminar.recognisers.sizes import require_judgeable
from seminar.recognisers.variants import HARD_CODED, hard_coded, with_relu_outside
from seminar.shapes import CLASS_COUNT, IMAGE
from seminar.subject import Subject, SubmissionError, Weight

from ...shared.freshness import large_parameters, not_fresh
from ...shared.specified_network import check_function
from ...shared.trial import Trial, magnified
from .names import diagnose, name_construction
from .unknown_network import redraw, require_some_logits, require_three_reach

# LeakyReLU comes last, because what goes wrong with it can look like ReLU.
NAMED = (RELU, Activation("ELU"), Activation("SELU"), Activation("LeakyReLU"))
# One of the first is drawn, which take no `inplace`; the second differ from what a class of that name makes by itself,
# so that a module which is made again by `type(module)()` is another one.
PLAIN = tuple(Activation(name) for name in ("Tanh", "Sigmoid", "Softplus", "Softsign", "LogSigmoid"))
PARAMETRISED = (
    Activation("LeakyReLU", {"negative_slope": 0.3}, "lambda"),
    Activation("ELU", {"alpha": 0.5}, "lambda"),
    Activation("CELU", {"alpha": 0.4}, "partial"),
    Activation("Hardtanh", {"min_val": -0.4, "max_val": 0.8}, "partial"),
)
FORMS = ("class", "partial", "lambda")
IMAGES = 5


def check_standard(subject: Subject, trial: Trial) -> None:
    """Assert that nn.ReLU, nn.ELU, nn.SELU, nn.LeakyReLU are each used for all three hidden layers.

    In both modes; these very classes are handed over, as a student does. All models are made before the first one runs,
    so that one model's activation cannot be another's by accident. Not random beyond the images.
    """
    judge_activations(subject, trial, NAMED, modes=(False, True))
    require_trainable(subject, trial)
    if trial.passed("q1", "function"):
        check_function(subject, trial)


def check_unseen(subject: Subject, trial: Trial) -> None:
    """Assert the same with a class that the task does not name, with some that need arguments, and with an activation
    that exists only here, as a class, a partial and a lambda.

    The last is not monotone, so a pool before the activation gives other logits than the specified order.
    """
    drawn = PLAIN[trial.rng.integers(len(PLAIN))]
    waves = []
    for form in FORMS:
        scale, frequency, slope = trial.rng.uniform(0.7, 1.3), trial.rng.uniform(2.0, 4.0), trial.rng.uniform(0.2, 0.6)
        waves.append(Activation("Wave", {"scale": scale, "frequency": frequency, "slope": slope}, form))
    judge_activations(subject, trial, (*waves, drawn, *PARAMETRISED), modes=(False, True))


def check_default(subject: Subject, trial: Trial) -> None:
    """Assert that without an argument the activation is nn.ReLU, for large values too."""
    images = magnified(trial.signed(IMAGES, *IMAGE))
    variant = known_architecture(subject, images)
    try:
        model = subject.make("ModelBaseline")
    except SubmissionError as error:
        if error.code == "construct":
            raise failure("default_missing", error=str(error.values["error"])) from None
        raise
    output, weights = observe(subject, model, images)
    if variant is None:
        require_some_logits(output, images)
        return
    if computes(weights, images, output, RELU.module(), variant):
        return
    for name in HARD_CODED:
        if computes(weights, images, output, Activation(name).module(), variant):
            raise failure("default_activation", name=f"nn.{name}")
    if computes(weights, images, output, nn.Identity(), variant):
        raise failure("default_activation", name="nn.Identity")
    raise failure("default_unknown")


def judge_activations(
    subject: Subject, trial: Trial, activations: tuple[Activation, ...], modes: tuple[bool, ...] = (False,)
) -> None:
    """Assert for each of `activations` that the model made with it computes with it, on the network that it has."""
    images = trial.signed(IMAGES, *IMAGE)
    given, models = RELU, []
    try:
        variants = {training: known_architecture(subject, images, training) for training in modes}
        for given in activations:
            models.append(subject.make("ModelBaseline", activation=given))
    except SubmissionError as error:
        raise name_construction(subject, error, images, given) from None
    usual: list[int] = []
    for training, variant in variants.items():
        if variant is None or variant.code == "sizes":
            require_other_default(subject, images, training)
    for activation, model in zip(activations, models, strict=True):
        for training, variant in variants.items():
            if variant is None:
                require_three_reach(subject, images, activation)
                continue
            # sin(x) of a large x has lost its digits in float32, as has the softmax of large logits: for these neither
            # images nor weights are large, whatever the weights started with.
            small = activation.name == "Wave" or bool(variant.code)
            shown = images if small else magnified(images)
            if activation.name == "Wave" and not training:
                redraw(subject, model, shown)
            try:
                output, weights = observe(subject, model, shown, training)
            except SubmissionError as error:
                raise name_construction(subject, error, images, activation) from None
            usual = usual or sizes(weights)
            if not variant.code and sizes(weights) != usual:
                raise failure("activation_changes_network", name=str(activation))
            forms = list(with_relu_outside(variant))
            if not any(computes(weights, shown, output, activation.module(), form) for form in forms):
                mistake = diagnose(weights, shown, output, activation, variant, activations[-1])
                last = subject.weights(models[-1])
                if model != models[-1] and computes(last, shown, output, activations[-1].module(), variant):
                    raise failure("computes_with_another")
                other, others = observe(subject, model, shown, not training)
                if any(computes(others, shown, other, activation.module(), form) for form in forms):
                    raise failure("activation_in_one_mode", name=str(activation), mode="train" if training else "eval")
                # With nn.ReLU it is the network that is not the one we took it for, which is q1's matter.
                unknown = mistake.code == "activation_wrong" and (variant.code or activation.name == RELU.name)
                if not unknown:
                    raise mistake
                require_three_reach(subject, images, activation)
                continue
            # Others may be the identity for small values.
            if activation.name in (RELU.name, "Wave") and computes(weights, shown, output, nn.Identity(), variant):
                raise failure("activation_unused", name=str(activation))


def require_trainable(subject: Subject, trial: Trial) -> None:
    """Assert that models with other activations learn and start anew wherever those with nn.ReLU do.

    What is so with nn.ReLU too is q1's matter, where it lost for it. Gradients are asked for in all parameters; see
    `not_fresh` for what may start alike.
    """
    # Of both signs: the sum of all logits does not change with the weights where a softmax stands at the end.
    images, cotangent = trial.signed(IMAGES, *IMAGE), trial.signed(IMAGES, CLASS_COUNT)
    without, alike = unlearned(subject, RELU, images, cotangent), started_alike(subject, RELU)
    if without and trial.passed("q1", "gradients"):
        raise failure("gradient_missing", name=min(without))
    if alike and trial.passed("q1", "freshness"):
        raise failure("not_fresh", name=min(alike))
    for activation in NAMED[1:]:
        for name in sorted(unlearned(subject, activation, images, cotangent) - without):
            raise failure("activation_gradient_missing", name=str(activation), parameter=name)
        for name in sorted(started_alike(subject, activation) - alike):
            raise failure("activation_not_fresh", name=str(activation), parameter=name)


def unlearned(subject: Subject, activation: Activation, images: Tensor, cotangent: Tensor) -> set[str]:
    """Return the parameters that no gradient reaches, of a model whose weights are drawn anew."""
    model = subject.make("ModelBaseline", activation=activation)
    redraw(subject, model, images)
    gradients = subject.run(model, images, training=True, cotangent=cotangent).gradients
    parameters = {weight.name for weight in subject.weights(model) if weight.is_parameter}
    found = {name for name in parameters if (value := gradients.get(name)) is not None and value.any()}
    return parameters - found


def started_alike(subject: Subject, activation: Activation) -> set[str]:
    """Return the kernels and matrices that were not drawn anew in two models, each made right after another one."""
    models = [subject.make("ModelBaseline", activation=activation, earlier=1) for _ in range(2)]
    one, other = ({w.name: w for w in large_parameters(subject.weights(model))} for model in models)
    return {weight.name for weight in not_fresh((one[name], other[name]) for name in one if name in other)}


def known_architecture(
    subject: Subject, images: Tensor, training: bool = False, activation: Activation | None = RELU
) -> Variant | None:
    """Return the network that the class has with ReLU: the specified one, a known wrong one, or None if unknown.

    activation: None makes the model without an argument.
    """
    model = subject.make("ModelBaseline", activation=activation)
    images = magnified(images)
    output, weights = observe(subject, model, images, training)
    if indistinct(output) or not same_logits(*subject.run(model, images, training=training, calls=2).outputs):
        return None
    variant = architecture(weights, images, output, torch.relu)
    if variant is not None and variant.instead:
        raise hard_coded(variant, RELU)
    return variant


def sizes(weights: list[Weight]) -> list[int]:
    """Return how many numbers each parameter has; single ones are an activation's own."""
    return sorted(w.value.numel() for w in weights if w.is_parameter and w.value.numel() > 1)


def require_other_default(subject: Subject, images: Tensor, training: bool) -> None:
    """Assert that a network which is not the specified one with nn.ReLU as argument is not so without: that is q1's."""
    try:
        default = known_architecture(subject, images, training, activation=None)
    except (SubmissionError, CheckFailed):
        return
    if default is not None and not default.code:
        raise failure("activation_changes_network", name=str(RELU))


def observe(subject: Subject, model: int, images: Tensor, training: bool = False) -> tuple[Tensor, list[Weight]]:
    """Return the logits [N, 10] of a model and its weights, which are drawn anew where the logits say nothing."""
    output = subject.run(model, images, training=training).outputs[0]
    if output.dim() == 2 and output.is_floating_point() and indistinct(output):
        subject.redraw_weights(model)
        output = subject.run(model, images, training=training).outputs[0]
    # A wrong shape is q1's matter.
    if output.numel() == len(images) * CLASS_COUNT:
        output = output.reshape(len(images), CLASS_COUNT)
    weights = subject.weights(model)
    require_judgeable(weights)
    return output, weights
