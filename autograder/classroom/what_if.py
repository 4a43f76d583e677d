"""What another grading.toml would make of a graded class: other points, shares or thresholds, without a new run."""

from collections.abc import Sequence
from dataclasses import replace

from autograder.classroom.record import GRADED, CheckResult, Record
from autograder.course import Course
from autograder.grading import Grading


def regraded(records: Sequence[Record], grading: Grading, course: Course) -> tuple[list[Record], list[Record]]:
    """Return the records with the points that `grading` gives, and those of which that cannot be said.

    The latter keep the verdict that they had: the new settings ask for a further measurement. Settings that change what
    is measured ask for a build and a grading of its own; nothing here knows what it would give.
    """
    found = [_regraded(record, grading, course) for record in records]
    return [record for record, _ in found], [record for record, known in found if not known]


def _regraded(record: Record, grading: Grading, course: Course) -> tuple[Record, bool]:
    if record.status != GRADED:
        return replace(record, possible=grading.possible), True
    known = True
    points = dict.fromkeys(record.points, 0.0)
    for check in record.checks:
        passed = check.passed
        if _can_change(check, course):
            decision = _decision(record, check, grading, course)
            known = known and decision is not None
            passed = passed if decision is None else decision
        if passed:
            points[check.question] += grading.check_points(check.question, check.check)
    return replace(record, points=points, possible=grading.possible), known


def _can_change(check: CheckResult, course: Course) -> bool:
    question = course.questions.get(check.question)
    if question is None or check.check not in [one.name for one in question.checks]:
        return False
    declared = question.check(check.check)
    return declared.reconsider is not None and (check.passed or check.code in declared.reconsidered)


def _decision(record: Record, check: CheckResult, grading: Grading, course: Course) -> bool | None:
    """Return what the check says of the numbers that it has measured, None when it asks for more."""
    reconsider = course.questions[check.question].check(check.check).reconsider
    numbers = record.measured.get(check.question, {}).get(check.check, [])
    assert reconsider is not None
    return reconsider(list(numbers), course.settings(check.question, grading))
