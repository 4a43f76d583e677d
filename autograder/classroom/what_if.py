"""What another grading.toml would make of a graded class: other points, shares or thresholds, without a new run."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from autograder.classroom.record import GRADED, CheckResult, Record
from autograder.course import Course
from autograder.grading import Grading

Undecided = Mapping[str, tuple[str, ...]]


def regraded(
    records: Sequence[Record], before: Grading, grading: Grading, course: Course
) -> tuple[list[Record], Undecided]:
    """Return the records with the points that `grading` gives, and by id the questions of which it cannot be said.

    before: what the records were graded with. A question is undecided, and keeps the points that it had, where a check
    would measure once more, where settings differ that change what is measured, and where there are other checks.
    """
    anew = frozenset(question for question in grading.questions if _measures_anew(question, before, grading, course))
    found = [_regraded(record, grading, course, anew) for record in records]
    return [record for record, _ in found], {record.id: questions for record, questions in found if questions}


def _measures_anew(question: str, before: Grading, grading: Grading, course: Course) -> bool:
    """Return whether what was found in a question is not what would be found with these settings and checks."""
    if before.shares.get(question, {}).keys() != grading.shares.get(question, {}).keys():
        return True
    declared = course.questions.get(question)
    only_judge = {name for check in declared.checks for name in check.only_judge} if declared else set()
    old, new = (
        {name: value for name, value in it.settings.get(question, {}).items() if name not in only_judge}
        for it in (before, grading)
    )
    return old != new


def _regraded(record: Record, grading: Grading, course: Course, anew: frozenset[str]) -> tuple[Record, tuple[str, ...]]:
    if record.status != GRADED:
        return replace(record, possible=grading.possible), ()
    undecided = set(anew)
    points = dict.fromkeys(grading.questions, 0.0)
    for check in record.checks:
        if check.question in anew or check.question not in points:
            continue
        passed: bool | None = check.passed
        if _can_change(check, course):
            passed = _decision(record, check, grading, course)
        if passed is None:
            undecided.add(check.question)
        elif passed:
            points[check.question] += grading.check_points(check.question, check.check)
    points |= {question: record.points.get(question, 0.0) for question in undecided}
    questions = tuple(question for question in grading.questions if question in undecided)
    return replace(record, points=points, possible=grading.possible), questions


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
