"""q2, public: does `ModelBaseline(activation=nn.ELU)` compute with ELU, and `ModelBaseline()` with ReLU."""

from collections.abc import Callable
from dataclasses import replace

from torch import Tensor, nn

from coursekit.feedback import CheckFailed, failure
from seminar.checks.inputs import signed_images
from seminar.checks.observed import observe
from seminar.given_activations import RELU, Activation
from seminar.recognisers.recognition import architecture, computes, indistinct
from seminar.recognisers.reference import Variant
from seminar.recognisers.sizes import require_sizes
from seminar.recognisers.variants import HARD_CODED, LAYERS, hard_coded, named, subsets, with_relu_outside
from seminar.shapes import require_baseline_shapes, require_count
from seminar.subject import Subject, SubmissionError, Weight

ELU = Activation("ELU")
IMAGES = 5
Seen = tuple[Tensor, list[Weight]]  # the logits of a model, and its weights


def check_shapes(subject: Subject) -> bool:
    """Assert that `ModelBaseline()` and `ModelBaseline(activation=nn.ELU)` have the baseline's shapes and size."""
    for activation in (None, ELU):
        _made(subject, activation, require_count)
    return True


def check_mistakes(subject: Subject) -> bool:
    """Assert the same, and that the argument decides what the hidden activations are.

    The architecture is q1's matter: the activation is looked for in the network that the class makes, right or wrong.
    Each model is made and run before the next one. Return whether the network is known; one that is not passes.
    """
    images = signed_images(IMAGES)
    plain = observe(subject, _made(subject, None, require_sizes), images)
    relu = observe(subject, _made(subject, RELU, require_sizes), images)
    elu = observe(subject, _made(subject, ELU, require_sizes), images)
    variant = None if indistinct(relu[0]) else _network(relu, images)
    if variant is None:
        return False
    if not _computes(elu, images, ELU, *with_relu_outside(variant)):
        mistake = _name_ignored(elu, images, variant)
        if mistake is not None:
            raise mistake
        return False
    if _computes(plain, images, RELU, *with_relu_outside(variant)):
        return True
    for name in (*HARD_CODED, "Identity"):
        if _computes(plain, images, Activation(name), variant):
            raise failure("default_activation", name=f"nn.{name}")
    return False


def _made(subject: Subject, activation: Activation | None, require_size: Callable[[list[Weight]], None]) -> int:
    """Return the model made with `activation`; raise where its shapes or its size are not the baseline's."""
    try:
        model = subject.make("ModelBaseline", activation=activation)
    except SubmissionError as error:
        if activation is None and error.code == "construct":
            raise _name_default(subject, error) from None
        raise
    require_baseline_shapes(subject, model)
    require_size(subject.weights(model))
    return model


def _name_default(subject: Subject, error: SubmissionError) -> Exception:
    """Name why the model cannot be made without an argument: the default, if it can be made with one."""
    try:
        subject.make("ModelBaseline", activation=RELU)
    except SubmissionError:
        return error
    return failure("default_missing", error=str(error.values["error"]))


def _network(seen: Seen, images: Tensor) -> Variant | None:
    """Return the network that the class makes with ReLU, None if it is not known; raise if it has no use for it."""
    variant = architecture(seen[1], images, seen[0], nn.ReLU())
    if variant is not None and variant.instead:
        raise hard_coded(variant, RELU)
    if variant is not None and len(variant.inactive) == len(LAYERS):
        raise failure("activation_missing", layers=named(variant.inactive))
    return variant


def _computes(seen: Seen, images: Tensor, activation: Activation, *forms: Variant) -> bool:
    """Tell whether a model computes one of `forms` with `activation`."""
    output, weights = seen
    return any(computes(weights, images, output, activation.module(), form) for form in forms)


def _name_ignored(seen: Seen, images: Tensor, variant: Variant) -> CheckFailed | None:
    """Name what the model made with ELU does instead of using it everywhere; None where that is not known."""
    if _computes(seen, images, RELU, variant):
        return failure("activation_ignored", name=str(ELU))
    for layers in subsets():
        if _computes(seen, images, ELU, replace(variant, relu_at=layers)):
            return failure("activation_not_everywhere", name=str(ELU), layers=named(layers))
        if _computes(seen, images, ELU, replace(variant, twice=layers)):
            return failure("activation_twice", name=str(ELU), layers=named(layers))
        if _computes(seen, images, ELU, replace(variant, inactive=layers)):
            return failure("activation_lost", name=str(ELU), layers=named(layers))
    for other in HARD_CODED:
        if _computes(seen, images, Activation(other), variant):
            return failure("activation_replaced", name=str(ELU), other=f"nn.{other}")
    return None
