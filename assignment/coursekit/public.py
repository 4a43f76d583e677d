"""The public checks that a student runs with `grader.check`, and what is said of one that passed.

They see the student's classes through the course's probes only, need no secret, and take the same numbers every time.
What they do not recognise they let pass: the checks that decide marks are not here.
"""

from collections.abc import Mapping
from typing import Any

from .course import SHAPES, Course, course_of
from .errors import SubmissionError, one_line
from .feedback import CheckFailed, failure
from .language import text
from .notebook_results import remember
from .probes import language_of, subject_of, within_limits


def public_check(library: str, question: str, namespace: Mapping[str, Any], look_for: str | None = None) -> str:
    """Run the public check of `question` on the names in `namespace`; raise CheckFailed with one readable reason.

    library: the students' package of the course. look_for: "mistakes", or "shapes" for shapes and sizes alone; without
    it, what the course has chosen. Returns what to say of a check that passed.
    """
    course = course_of(library)
    look_for = look_for or course.questions[question].look_for
    try:
        recognised = _run(course, question, look_for, namespace)
    except CheckFailed as reason:
        said = course.words(reason, language_of(namespace))
        remember(question, said, passed=False)
        raise CheckFailed(reason.code, reason.values, said) from None
    said = what_passed(course, question, look_for, recognised=recognised)
    remember(question, said, passed=True)
    return said


def what_passed(course: Course, question: str, look_for: str, *, recognised: bool) -> str:
    """Return two lines in the set language: what passed, and what hidden tests add.

    recognised: whether the check knew all that it saw to be right.
    """
    passed = course.questions[question].passed
    first = [text("passed.passed", what=course.say(passed[look_for if recognised else SHAPES]))]
    if not recognised:
        first.append(text("passed.unknown"))
    elif look_for == SHAPES:
        first.append(text("passed.shapes_only"))
    return " ".join(first) + "\n" + course.say(passed["hidden"])


def _run(course: Course, question: str, look_for: str, namespace: Mapping[str, Any]) -> bool:
    """Run a check; whatever the code returned or did, only CheckFailed comes out."""
    try:
        check = course.questions[question].public_check(look_for)
        probes = course.probes_class()
        return within_limits(namespace, lambda: check(subject_of(probes, namespace, question)))
    except CheckFailed:
        raise
    except SubmissionError as error:
        raise failure(error.code, **error.values) from None
    except Exception as error:
        raise failure("check_failed", error=one_line(error)) from None
