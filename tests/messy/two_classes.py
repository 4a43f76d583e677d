"""The classes of the first two tasks differ: the one that is wrong loses, each in its own question."""

from tests.messy.answers import LAYERS
from tests.messy.files import FULL, Bank
from tests.messy.notebook import Notebook

BANK = Bank()
Q2_LOST = {**FULL, "q2": 0.0}


def _second(nb: Notebook, old: str, new: str) -> Notebook:
    """Make a change to the class of the second task alone; `old` must be there."""
    before, found, after = LAYERS.q2.partition(old)
    assert found
    return nb.set("q2", before + new + after)


@BANK.add(points=Q2_LOST)
def second_class_lost_an_activation(nb: Notebook) -> Notebook:
    """The class was written anew for the second task, and the activation after the first linear layer forgotten."""
    return _second(nb, "self.after_hidden(self.hidden(torch.flatten(x, 1)))", "self.hidden(torch.flatten(x, 1))")


@BANK.add(points={**Q2_LOST, "q4": 0.0})
def second_class_ends_in_softmax(nb: Notebook) -> Notebook:
    """The first task's class is right; in the second one's a softmax came to the end."""
    return _second(nb, "return self.out(x)", "return torch.softmax(self.out(x), dim=1)")


@BANK.add(points={**Q2_LOST, "q4": 0.0})
def second_class_activates_its_logits(nb: Notebook) -> Notebook:
    """In the second class the activation stands after the last layer too."""
    return _second(nb, "return self.out(x)", "return self.after_hidden(self.out(x))")


@BANK.add(points=Q2_LOST)
def second_class_is_wider(nb: Notebook) -> Notebook:
    """The second class was tried with 256 hidden units and left so."""
    text = LAYERS.q2.replace("128", "256")
    return nb.set("q2", text)


@BANK.add(points={**Q2_LOST, "q4": 0.0})
def second_class_stops_the_gradient(nb: Notebook) -> Notebook:
    """The second class got a `detach` from an experiment with frozen features."""
    return _second(nb, "torch.flatten(x, 1)", "torch.flatten(x, 1).detach()")


@BANK.add(points={**FULL, "q1": 0.0})
def first_class_ends_in_softmax(nb: Notebook) -> Notebook:
    """The softmax of the first class is gone in the second."""
    return nb.set("q1", LAYERS.q1.replace("return self.out(x)", "return torch.softmax(self.out(x), dim=1)"))


@BANK.add(points={**FULL, "q1": 0.0, "q4": 0.0})
def both_classes_end_in_softmax(nb: Notebook) -> Notebook:
    """The same mistake in both classes costs once."""
    nb.set("q1", LAYERS.q1.replace("return self.out(x)", "return torch.softmax(self.out(x), dim=1)"))
    return _second(nb, "return self.out(x)", "return torch.softmax(self.out(x), dim=1)")
