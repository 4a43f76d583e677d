"""q2: whether the model knows activations that have weights of their own; a remark, no verdict."""

from seminar.given_activations import RELU, Activation
from seminar.subject import Subject

from ...shared.trial import Trial

PRELU = Activation("PReLU")


def remark_unregistered(subject: Subject, trial: Trial) -> None:
    """Remark a model to which the slope of `nn.PReLU` is none of its parameters, so that it never learns.

    Activations in a plain list, made in `forward`, or kept as functions; with the activations that the task names this
    makes no difference.
    """
    with_slopes, without = (singles(subject, activation) for activation in (PRELU, RELU))
    if with_slopes <= without:
        trial.remark("remark_activation_unregistered")


def singles(subject: Subject, activation: Activation) -> int:
    """Return how many parameters of the model made with `activation` are single numbers."""
    weights = subject.weights(subject.make("ModelBaseline", activation=activation))
    return sum(weight.is_parameter and weight.value.numel() == 1 for weight in weights)
