"""q2: columns of mean 0 and deviation 1."""

from autograder.course import Check, Question

from . import checks

QUESTION = Question(
    name="q2",
    answer="standardize",
    points=3,
    checks=(
        Check(name="values", function=checks.check_values, share=2),
        Check(name="constant", function=checks.check_constant, share=1),
    ),
)
