"""The public checks that a student runs with `grader.check`: shapes and sizes, and the gross mistakes, by their names.

They see the student's classes through a `Subject` only, need no secret, and take the same numbers every time. What
they do not recognise they let pass: the checks that decide marks are not here.
"""

from collections.abc import Callable, Mapping
from typing import Any

from ..errors import one_line
from ..feedback import CheckFailed, failure
from ..subject import Subject, SubmissionError, subject_of
from . import activation, baseline, dropout, training
from .notebook import remember
from .said import MISTAKES, SHAPES, what_passed

# A check returns whether it knows all that it saw to be right, and raises CheckFailed for what it knows to be wrong.
PUBLIC_CHECKS: Mapping[str, Mapping[str, Callable[[Subject], bool]]] = {
    "q1": {SHAPES: baseline.check_shapes, MISTAKES: baseline.check_mistakes},
    "q2": {SHAPES: activation.check_shapes, MISTAKES: activation.check_mistakes},
    "q3": {SHAPES: dropout.check_shapes, MISTAKES: dropout.check_mistakes},
    "q4": {SHAPES: training.check_shapes, MISTAKES: training.check_mistakes},
}


def public_check(question: str, namespace: Mapping[str, Any], look_for: str = MISTAKES) -> str:
    """Run the public check of `question` on the classes in `namespace`; raise CheckFailed with one readable reason.

    look_for: "mistakes", or "shapes" for shapes and sizes alone. Returns what to say of a check that passed.
    """
    try:
        recognised = _run(PUBLIC_CHECKS[question][look_for], namespace, question)
    except CheckFailed as reason:
        remember(question, str(reason), passed=False)
        raise
    said = what_passed(question, look_for, recognised=recognised)
    remember(question, said, passed=True)
    return said


def _run(check: Callable[[Subject], bool], namespace: Mapping[str, Any], question: str) -> bool:
    """Run a check; whatever the code returned or did, only CheckFailed comes out."""
    try:
        return check(subject_of(namespace, question))
    except CheckFailed:
        raise
    except SubmissionError as error:
        raise failure(error.code, **error.values) from None
    except Exception as error:
        raise failure("check_failed", error=one_line(error)) from None
