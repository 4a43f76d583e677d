"""q2: the activation comes from the argument."""

from autograder.course import Check, Question

from . import checks, registration

QUESTION = Question(
    name="q2",
    answer="ModelBaseline",
    points=2,
    checks=(
        Check(name="standard", function=checks.check_standard, share=2),
        Check(name="unseen", function=checks.check_unseen, share=1),
        Check(name="default", function=checks.check_default, share=1),
    ),
    after=("q1",),
    remarks=registration.remark_unregistered,
)
