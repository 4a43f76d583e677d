"""What a submission does costs its own marks and nothing else."""

import dataclasses
import time
from pathlib import Path

import psutil

from autograder.classroom.grade import grade_submission
from autograder.classroom.submissions import Submission
from autograder.config import load_grading
from autograder.paths import AUTOGRADER_ZIP


def test_endless_submission_times_out_and_leaves_no_process(built: Path, tmp_path: Path) -> None:
    """Status "timeout", zero points, a reason, and neither Otter nor its kernel is left running."""
    path = tmp_path / "endless.py"
    path.write_text("while True:\n    pass\n", encoding="utf-8")
    grading = dataclasses.replace(load_grading(), submission_seconds=15)
    before = set(psutil.pids())
    started = time.monotonic()
    grade = grade_submission(Submission(path, "endless"), AUTOGRADER_ZIP, grading, tmp_path / "out", "en")
    assert (grade.status, grade.total) == ("timeout", 0)
    assert "did not finish within 15 s" in grade.reason
    assert time.monotonic() - started < 60
    new = [process for process in psutil.process_iter(["cmdline"]) if process.pid not in before]
    left = [process.info["cmdline"] for process in new if "ipykernel" in " ".join(process.info["cmdline"] or [])]
    assert left == [], f"still running: {left}"


def test_submission_named_like_otter_is_not_imported(built: Path, tmp_path: Path) -> None:
    """A file otter.py is graded like any other: it does not take the place of Otter."""
    path = tmp_path / "otter.py"
    path.write_text("ModelBaseline = None\n", encoding="utf-8")
    grade = grade_submission(Submission(path, "otter"), AUTOGRADER_ZIP, load_grading(), tmp_path / "out", "en")
    assert (grade.status, grade.total) == ("graded", 0), grade.reason
