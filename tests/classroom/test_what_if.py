"""What another grading.toml would make of results that are there."""

from dataclasses import replace

import pytest

from autograder.classroom.record import CheckResult, Record
from autograder.classroom.what_if import regraded
from autograder.grading import Grading
from tests.classroom.records import measured, record
from tests.course import GRADING, SEMINAR
from tests.grading.zips import changed


@pytest.fixture
def grading() -> Grading:
    """The committed grading.toml with round numbers for the rule."""
    return changed(GRADING, threshold=0.70, band=0.05)


def trained(accuracies: tuple[float, ...], code: str, grading: Grading) -> Record:
    """Return a record of which only q4 was judged."""
    points = {"q1": 0.0, "q2": 0.0, "q3": 0.0, "q4": 0.0 if code else grading.points["q4"]}
    check = CheckResult("q4", "accuracy", code, "a reason" if code else "")
    return replace(record("anna"), checks=(check,), measured=measured(*accuracies), points=points)


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
    after, undecided = regraded([trained(accuracies, code, grading)], GRADING, grading, SEMINAR)
    assert after[0].points["q4"] == points
    assert undecided == {}


def test_run_that_would_be_repeated_is_undecided(grading: Grading) -> None:
    """One run near the new threshold decides nothing: the mark stays, and the question is named."""
    after, undecided = regraded([trained((0.71,), "", grading)], GRADING, grading, SEMINAR)
    assert after[0].points["q4"] == 1
    assert undecided == {after[0].id: ("q4",)}


@pytest.mark.parametrize("accuracies", [(0.80,), (0.30,)], ids=["passed", "failed"])
def test_another_recipe_is_undecided(grading: Grading, accuracies: tuple[float, ...]) -> None:
    """What a training of other length would reach, the runs that there were do not tell, however clear they are."""
    longer = changed(grading, epochs=9)
    _, undecided = regraded([trained(accuracies, "", grading)], GRADING, longer, SEMINAR)
    assert [*undecided.values()] == [("q4",)]


def test_check_that_nobody_was_judged_by_is_undecided(grading: Grading) -> None:
    """A new check and one that is gone: their question has to be graded."""
    other = grading.model_copy(update={"shares": {**grading.shares, "q2": {"function": 1.0}}})
    after, undecided = regraded([record("anna", GRADING)], GRADING, other, SEMINAR)
    assert undecided == {"anna": ("q2",)}
    assert after[0].points == GRADING.points


def test_other_points_are_counted_from_the_checks(grading: Grading) -> None:
    """Twice the points of q3 are twice the marks of who passed its checks."""
    checks = tuple(CheckResult("q3", name, "", "") for name in grading.shares["q3"])
    before = replace(record("anna"), checks=checks, points={**record("anna").points, "q3": 4.0})
    doubled = grading.model_copy(update={"points": {**grading.points, "q3": 8.0}})
    after, _ = regraded([before], GRADING, doubled, SEMINAR)
    assert after[0].points["q3"] == pytest.approx(8)
    assert after[0].possible == grading.possible + 4
