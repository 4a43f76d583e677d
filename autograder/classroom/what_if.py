"""What another grading.toml would make of a graded class: other points, shares or threshold, without a new run."""

from collections.abc import Sequence
from dataclasses import replace

from autograder.classroom.record import GRADED, Record
from autograder.config import Grading
from autograder.rule import Rule

ACCURACY = "accuracy"  # q4's check, and the codes with which it fails for accuracy alone
BY_ACCURACY = ("accuracy_low", "accuracy_doubtful")


def regraded(records: Sequence[Record], grading: Grading) -> tuple[list[Record], list[Record]]:
    """Return the records with the points that `grading` gives, and those of which that cannot be said.

    The latter keep q4's verdict: the new rule asks for a further training run. A changed recipe asks for a build and a
    grading of its own; nothing here knows what it would give.
    """
    found = [_regraded(record, grading) for record in records]
    return [record for record, _ in found], [record for record, known in found if not known]


def _regraded(record: Record, grading: Grading) -> tuple[Record, bool]:
    if record.status != GRADED:
        return replace(record, possible=grading.possible), True
    known = True
    points = dict.fromkeys(record.points, 0.0)
    for check in record.checks:
        passed = check.passed
        if check.check == ACCURACY and (passed or check.code in BY_ACCURACY):
            decision = _decision(record.accuracies, grading.rule)
            known = decision is not None
            passed = passed if decision is None else decision
        if passed:
            points[check.question] += grading.check_points(check.question, check.check)
    return replace(record, points=points, possible=grading.possible), known


def _decision(accuracies: Sequence[float], rule: Rule) -> bool | None:
    """Return what the rule says of the runs that there were, None when it asks for more."""
    decisions = (rule.decide(accuracies[:count]) for count in range(1, len(accuracies) + 1))
    return next((decision for decision in decisions if decision is not None), None)
