"""The instructor's check of an assignment: solutions get every point, stubs get none and a reason for each question."""

import json
import tempfile
from collections.abc import Callable
from pathlib import Path

from autograder.build import stale_files
from autograder.classroom.submissions import find_submissions
from autograder.classroom.through_otter import Grade, grade_submission
from autograder.config import QUESTIONS, Grading
from autograder.paths import ASSIGNMENT, AUTOGRADER_ZIP, DIST, LANGUAGES, notebook_name, solution_name
from autograder.results import RESULTS_FILE


def solution_files() -> list[Path]:
    """Return what must get full marks."""
    return [DIST / solution_name(language) for language in LANGUAGES]


def stub_files() -> list[Path]:
    """Return what must get nothing."""
    return [ASSIGNMENT / notebook_name(language) for language in LANGUAGES] + [ASSIGNMENT / "stubs.py"]


def check_assignment(grading: Grading, report: Callable[[str], None]) -> list[str]:
    """Return what is wrong with the assignment, one line each; `report` is told of every step."""
    report("comparing generated files with the source")
    wrong = [f"{name} is stale: run `python -m autograder build` and commit it" for name in stale_files()]
    solutions, stubs = set(solution_files()), set(stub_files())
    with tempfile.TemporaryDirectory() as temporary:
        out = Path(temporary)
        for submission in find_submissions([*solution_files(), *stub_files()]):
            report(f"grading {submission.path.name}")
            grade = grade_submission(submission, AUTOGRADER_ZIP, grading, out, "en")
            if submission.path in solutions:
                wrong += lost_points(grade, grading)
            if submission.path in stubs:
                wrong += gained_points(grade, out / submission.id / RESULTS_FILE)
    return wrong


def lost_points(grade: Grade, grading: Grading) -> list[str]:
    """Return a line for every question in which a solution lost points."""
    name = grade.submission.path.name
    return [
        f"{name} gets {grade.points[question]:g} of {grading.points[question]:g} in {question}"
        for question in QUESTIONS
        if abs(grade.points[question] - grading.points[question]) > 1e-4
    ]


def gained_points(grade: Grade, results: Path) -> list[str]:
    """Return a line for every question in which a stub gained points or is not told why it has none."""
    name = grade.submission.path.name
    outputs = {
        test["name"]: test.get("output", "") for test in json.loads(results.read_text(encoding="utf-8"))["tests"]
    }
    wrong = [f"{name} gets {grade.points[q]:g} points in {q}" for q in QUESTIONS if grade.points[q] > 0]
    return wrong + [f"{name} gets no reason in {q}" for q in QUESTIONS if "CheckFailed: " not in outputs.get(q, "")]
