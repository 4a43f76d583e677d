"""The instructor's check of an assignment: solutions get every point, stubs get none and a reason for each question."""

import json
import tempfile
from collections.abc import Callable
from pathlib import Path

from autograder.build import STUBS, stale_files
from autograder.classroom.submissions import find_submissions
from autograder.classroom.through_otter import Grade, grade_submission
from autograder.course import Course
from autograder.grading import Grading
from autograder.paths import ZIP_NAME
from autograder.results import RESULTS_FILE


def solution_files(course: Course) -> list[Path]:
    """Return what must get full marks."""
    return [course.dist / course.solution_name(language) for language in course.languages]


def stub_files(course: Course) -> list[Path]:
    """Return what must get nothing."""
    return [course.assignment / name for name in (*map(course.notebook_name, course.languages), STUBS)]


def check_assignment(course: Course, report: Callable[[str], None]) -> list[str]:
    """Return what is wrong with the assignment, one line each; `report` is told of every step."""
    report("comparing generated files with the source")
    wrong = [f"{name} is stale: run `python -m autograder build` and commit it" for name in stale_files(course)]
    solutions, stubs = set(solution_files(course)), set(stub_files(course))
    with tempfile.TemporaryDirectory() as temporary:
        out = Path(temporary)
        for submission in find_submissions([*solution_files(course), *stub_files(course)]):
            report(f"grading {submission.path.name}")
            grade = grade_submission(submission, course.dist / ZIP_NAME, course, out, "en")
            if submission.path in solutions:
                wrong += lost_points(grade, course.grading)
            if submission.path in stubs:
                wrong += gained_points(grade, out / submission.id / RESULTS_FILE)
    return wrong


def lost_points(grade: Grade, grading: Grading) -> list[str]:
    """Return a line for every question in which a solution lost points."""
    name = grade.submission.path.name
    return [
        f"{name} gets {grade.points[question]:g} of {grading.points[question]:g} in {question}"
        for question in grading.questions
        if abs(grade.points[question] - grading.points[question]) > 1e-4
    ]


def gained_points(grade: Grade, results: Path) -> list[str]:
    """Return a line for every question in which a stub gained points or is not told why it has none."""
    name = grade.submission.path.name
    outputs = {
        test["name"]: test.get("output", "") for test in json.loads(results.read_text(encoding="utf-8"))["tests"]
    }
    wrong = [f"{name} gets {grade.points[q]:g} points in {q}" for q in grade.points if grade.points[q] > 0]
    return wrong + [f"{name} gets no reason in {q}" for q in grade.points if "CheckFailed: " not in outputs.get(q, "")]
