"""`python -m autograder check`: what makes it fail. `make check` shows that it passes on the real assignment."""

import json
from pathlib import Path

import pytest

from autograder.classroom.solution_check import gained_points, lost_points
from autograder.classroom.submissions import Submission
from autograder.classroom.through_otter import Grade
from autograder.results import ungraded_results
from tests.course import GRADING

NOTHING = {"q1": 0.0, "q2": 0.0, "q3": 0.0, "q4": 0.0}
EVERYTHING = {"q1": 3.0, "q2": 2.0, "q3": 4.0, "q4": 1.0}


def grade(points: dict[str, float]) -> Grade:
    """Return a grade with these points."""
    return Grade(Submission(Path("work.ipynb"), "work", "work"), points, 10, "graded", "", 1.0)


def results(folder: Path, output: str) -> Path:
    """Write results in which every question says `output`."""
    path = folder / "results.json"
    path.write_text(json.dumps(ungraded_results(output, GRADING.points)), encoding="utf-8")
    return path


def test_full_marks_are_no_loss() -> None:
    """A solution with every point has nothing wrong."""
    assert lost_points(grade(EVERYTHING), GRADING) == []


def test_lost_point_is_named() -> None:
    """The line says which file loses how much in which question."""
    assert lost_points(grade(EVERYTHING | {"q3": 3.5}), GRADING) == ["work.ipynb gets 3.5 of 4 in q3"]


def test_stub_without_points_and_with_reasons_is_right(tmp_path: Path) -> None:
    """Zero points and a failed check's words in every question are what a stub must have."""
    assert gained_points(grade(NOTHING), results(tmp_path, "CheckFailed: a reason")) == []


@pytest.mark.parametrize(
    ("points", "output", "words"),
    [
        (NOTHING | {"q2": 0.5}, "CheckFailed: a reason", ["work.ipynb gets 0.5 points in q2"]),
        (NOTHING, "", [f"work.ipynb gets no reason in {question}" for question in NOTHING]),
    ],
    ids=["gains a point", "is not told why"],
)
def test_stub_that_is_judged_wrongly_is_named(
    tmp_path: Path, points: dict[str, float], output: str, words: list[str]
) -> None:
    """A point for a stub, or a question without a reason, fails the check."""
    assert gained_points(grade(points), results(tmp_path, output)) == words
