"""q2, public: does `ModelBaseline(activation=nn.ELU)` compute with ELU, and `ModelBaseline()` with ReLU."""

from collections.abc import Iterator
from dataclasses import replace

from torch import Tensor, nn

from ..feedback import CheckFailed, failure
from ..recognisers.recognition import architecture, computes
from ..recognisers.reference import Variant
from ..recognisers.variants import HARD_CODED, LAYERS, named, subsets
from ..shapes import require_baseline_shapes, require_parameter_count
from ..subject import Activation, Subject, Weight
from .baseline import observe
from .inputs import signed_images

RELU, ELU = Activation("ReLU"), Activation("ELU")
IMAGES = 5


def check_shapes(subject: Subject) -> bool:
    """Assert that `ModelBaseline()` and `ModelBaseline(activation=nn.ELU)` have the baseline's shapes and size."""
    for activation in (None, ELU):
        _made(subject, activation)
    return True


def check_mistakes(subject: Subject) -> bool:
    """Assert the same, and that the argument decides what the hidden activations are.

    The architecture is q1's matter: the activation is looked for in the network that the class makes, right or wrong.
    Return whether that network is known; one that is not passes.
    """
    plain, elu = _made(subject, None), _made(subject, ELU)
    images = signed_images(IMAGES)
    output, weights = observe(subject, subject.make("ModelBaseline", activation=RELU), images)
    variant = architecture(weights, images, output, nn.ReLU())
    if variant is None:
        return False
    if variant.instead:
        raise failure("activation_replaced", name=RELU.name, other=variant.instead)
    if len(variant.inactive) == len(LAYERS):
        raise failure("activation_missing", layers=named(variant.inactive))
    forms = list(_with_relu_outside(variant))
    output, weights = observe(subject, elu, images)
    if not any(computes(weights, images, output, ELU.module(), form) for form in forms):
        mistake = _ignored(weights, images, output, variant)
        if mistake is not None:
            raise mistake
        return False
    output, weights = observe(subject, plain, images)
    if any(computes(weights, images, output, RELU.module(), form) for form in forms):
        return True
    for name in (*HARD_CODED, "Identity"):
        if computes(weights, images, output, Activation(name).module(), variant):
            raise failure("default_activation", name=name)
    return False


def _made(subject: Subject, activation: Activation | None) -> int:
    """Return the model made with `activation`; raise where its shapes or its size are not the baseline's."""
    model = subject.make("ModelBaseline", activation=activation)
    require_baseline_shapes(subject, model)
    require_parameter_count(subject, model)
    return model


def _ignored(weights: list[Weight], images: Tensor, output: Tensor, variant: Variant) -> CheckFailed | None:
    """Name what the model made with ELU does instead of using it everywhere; None where that is not known."""

    def found(kind: Activation, form: Variant) -> bool:
        return computes(weights, images, output, kind.module(), form)

    if found(RELU, variant):
        return failure("activation_ignored", name=ELU.name)
    for layers in subsets():
        if found(ELU, replace(variant, relu_at=layers)):
            return failure("activation_not_everywhere", name=ELU.name, layers=named(layers))
        if found(ELU, replace(variant, inactive=layers)):
            return failure("activation_lost", name=ELU.name, layers=named(layers))
    for other in HARD_CODED:
        if found(Activation(other), variant):
            return failure("activation_replaced", name=ELU.name, other=other)
    return None


def _with_relu_outside(variant: Variant) -> Iterator[Variant]:
    """Yield `variant`, and where it wrongly has an activation outside the hidden layers the same with ReLU there."""
    yield variant
    if variant.end == "activation":
        yield replace(variant, end="relu")
    if variant.start == "activation":
        yield replace(variant, start="relu")
