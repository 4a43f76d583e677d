"""q1: means of neighbouring numbers."""

from autograder.course import Check, Question

from . import checks

QUESTION = Question(
    name="q1",
    answer="moving_average",
    points=2,
    checks=(
        Check(name="values", function=checks.check_values, share=3),
        Check(name="input", function=checks.check_wide, share=1),
    ),
)
