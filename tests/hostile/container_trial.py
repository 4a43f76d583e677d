"""One hostile notebook or zip graded as a class is, through Otter, under watch: what it got and what went wrong."""

import tempfile
from pathlib import Path

from autograder.classroom.submissions import Submission
from autograder.classroom.through_otter import grade_submission
from autograder.results import read_results
from tests.course import GRADING, SEMINAR
from tests.hostile.trial import Outcome
from tests.hostile.watch import Watch, leaks
from tests.hostile.writing import Container

STATUSES = ("graded", "unreadable")


def attempt_container(container: Container, zip_path: Path, secret: str) -> Outcome:
    """Write and grade `container`; return what happened. Problems are what SECURITY.md promises against."""
    outcome = Outcome()
    with tempfile.TemporaryDirectory() as folder:
        path = container.write(Path(folder))
        out = Path(folder) / "out"
        with Watch(Path(folder), hashed=[zip_path], listen=False) as watch:
            grade = grade_submission(Submission(path, "hostile", "hostile"), zip_path, SEMINAR, out, "en")
        results = read_results(out / "hostile" / "results.json")
        outcome.text = (out / "hostile" / "results.json").read_text(encoding="utf-8")
    outcome.points, outcome.seconds, outcome.status = grade.points, grade.seconds, grade.status
    if grade.status not in STATUSES:
        outcome.problems.append(f"status {grade.status}: {grade.reason}")
    if results is None or [test["name"] for test in results["tests"][1:]] != list(grade.points):
        outcome.problems.append("no valid results")
    for question, points in grade.points.items():
        if points > container.deserves[question] + 1e-9:
            outcome.problems.append(f"{question} gets {points:g}, deserves {container.deserves[question]:g}")
    if grade.seconds > GRADING.budgets.submission_seconds:
        outcome.problems.append(f"took {grade.seconds:.0f} s")
    outcome.problems += watch.violations
    outcome.problems += [f"output holds {word}" for word in leaks(outcome.text, [secret, *container.leaks])]
    return outcome
