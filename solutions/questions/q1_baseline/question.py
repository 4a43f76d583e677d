"""q1: the network of the table."""

from autograder.course import Check, Question

from ...shared.specified_network import check_function
from . import checks

QUESTION = Question(
    name="q1",
    answer="ModelBaseline",
    points=3,
    checks=(
        Check(name="function", function=check_function, share=8),
        Check(name="gradients", function=checks.check_gradients, share=2),
        Check(name="freshness", function=checks.check_freshness, share=1),
        Check(name="interface", function=checks.check_interface, share=1),
    ),
)
