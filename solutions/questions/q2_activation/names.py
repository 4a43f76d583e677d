"""q2: which mistake it is, where a model does not compute with the activation that it was given."""

import re
from dataclasses import replace

import torch
from torch import Tensor, nn

from coursekit.feedback import CheckFailed, failure
from seminar.given_activations import RELU, Activation
from seminar.recognisers.recognition import computes
from seminar.recognisers.reference import Variant
from seminar.recognisers.variants import HARD_CODED, named, subsets
from seminar.subject import Subject, SubmissionError, Weight

LAYER_COUNT = 3
# What torch says where the class nn.ReLU stands in the place of a module: called with a tensor, or in a Sequential.
NOT_CALLED = re.compile(r"must be Tensor, not ReLU\b|ReLU is not a Module subclass|'ReLU' object has no attribute")
# In the order in which they are tried: what a class may expect that the task does not hand over.
EXPECTED = {
    "instance": "activation_instance_expected",
    "string": "activation_string_expected",
    "lower": "activation_string_expected",
}


class InTurn(nn.Module):
    """An activation that is another one at some of the three hidden layers, in the order in which they are computed."""

    def __init__(self, usual: nn.Module, other: nn.Module, layers: tuple[int, ...]) -> None:
        super().__init__()
        self.usual, self.other, self.layers = usual, other, layers
        self.position = 0

    def forward(self, x: Tensor) -> Tensor:
        chosen = self.other if self.position % LAYER_COUNT in self.layers else self.usual
        self.position += 1
        return chosen(x)


def name_construction(subject: Subject, error: SubmissionError, images: Tensor, given: Activation) -> CheckFailed:
    """Return the failure for a model that cannot be made, or run, with `given` as its argument.

    Where it works with a module or a name in place of the class nn.ReLU, that is what it expects; where it works with
    classes, it may want nothing else.
    """
    if error.code not in ("construct", "raised"):
        raise error
    words = str(error.values["error"])
    if given.form != "class":
        if _works(subject, replace(given, form="class"), images):
            return failure("activation_needs_class", what=f"ModelBaseline(activation={given})", error=words)
        raise error
    if _works(subject, RELU, images):
        raise error
    for form, code in EXPECTED.items():
        if _works(subject, replace(RELU, form=form), images):
            return failure(code, given=str(replace(RELU, form=form)), error=words)
    if NOT_CALLED.search(words):
        return failure("activation_not_called", error=words)
    raise error


def _works(subject: Subject, activation: Activation, images: Tensor) -> bool:
    """Tell whether a model can be made with `activation` and called."""
    try:
        subject.run(subject.make("ModelBaseline", activation=activation), images, training=False)
    except SubmissionError:
        return False
    return True


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
    name = str(activation)

    def found(kind: nn.Module, form: Variant) -> bool:
        return computes(weights, images, output, kind, form)

    if not torch.isfinite(output).all():
        return failure("not_finite")
    if not variant.code and found(activation.module(), replace(variant, pool_first=True)):
        return failure("pool_before_activation")
    if found(nn.Identity(), variant):
        return failure("activation_lost", name=name, layers=named((0, 1, 2)))
    if found(RELU.module(), variant):
        return failure("activation_ignored", name=name)
    for layers in subsets():
        if found(activation.module(), replace(variant, relu_at=layers)):
            return failure("activation_not_everywhere", name=name, layers=named(layers))
        if found(activation.module(), replace(variant, twice=layers)):
            return failure("activation_twice", name=name, layers=named(layers))
        if found(activation.module(), replace(variant, inactive=layers)):
            return failure("activation_lost", name=name, layers=named(layers))
    rebuilt = Activation(activation.name).module()
    for layers in subsets():
        if activation.arguments and found(InTurn(activation.module(), rebuilt, layers), variant):
            return failure("activation_rebuilt", name=name, layers=named(layers))
    if last != activation and found(last.module(), variant):
        return failure("activation_shared", name=name, other=str(last))
    for other in HARD_CODED:
        if found(Activation(other).module(), variant):
            return failure("activation_replaced", name=name, other=f"nn.{other}")
    return failure("activation_wrong", name=name)
