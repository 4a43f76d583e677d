"""What another grading.toml would make of results that are there."""

from dataclasses import replace

import pytest

from autograder.classroom.record import CheckResult, Record
from autograder.classroom.what_if import regraded
from autograder.grading import Grading
from solutions.questions.q4_training.rule import Rule
from tests.classroom.records import record
from tests.course import GRADING


@pytest.fixture
def grading() -> Grading:
    """The seminar's grading with round numbers for the rule."""
    return replace(GRADING, rule=Rule(0.70, 0.05))


def trained(accuracies: tuple[float, ...], code: str, grading: Grading) -> Record:
    """Return a record of which only q4 was judged."""
    points = {"q1": 0.0, "q2": 0.0, "q3": 0.0, "q4": 0.0 if code else grading.points["q4"]}
    check = CheckResult("q4", "accuracy", code, "a reason" if code else "")
    return replace(record("anna"), checks=(check,), accuracies=accuracies, points=points)


@pytest.mark.parametrize(
    ("accuracies", "code", "points"),
    [
        ((0.80,), "", 1),
        ((0.60,), "", 0),
        ((0.80,), "accuracy_low", 1),
        ((0.80,), "weights_not_trained", 0),
        ((0.71, 0.72, 0.73), "accuracy_doubtful", 1),
    ],
    ids=["still passes", "would fail", "would pass", "never by accuracy", "three of five"],
)
def test_q4_is_decided_by_the_runs_that_there_were(
    grading: Grading, accuracies: tuple[float, ...], code: str, points: float
) -> None:
    """The new rule on the recorded accuracies; what failed for another reason still fails."""
    after, unknown = regraded([trained(accuracies, code, grading)], grading)
    assert after[0].points["q4"] == points
    assert unknown == []


def test_run_that_would_be_repeated_is_said_to_be_unknown(grading: Grading) -> None:
    """One run near the new threshold decides nothing: the mark stays, and the record is named."""
    after, unknown = regraded([trained((0.71,), "", grading)], grading)
    assert after[0].points["q4"] == 1
    assert [found.student for found in unknown] == [after[0].student]


def test_other_points_are_counted_from_the_checks(grading: Grading) -> None:
    """Twice the points of q3 are twice the marks of who passed its checks."""
    checks = tuple(CheckResult("q3", name, "", "") for name in grading.shares["q3"])
    before = replace(record("anna"), checks=checks, points={**record("anna").points, "q3": 4.0})
    doubled = replace(grading, points={**grading.points, "q3": 8.0})
    after, _ = regraded([before], doubled)
    assert after[0].points["q3"] == pytest.approx(8)
    assert after[0].possible == grading.possible + 4
