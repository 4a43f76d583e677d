"""Grade one submission through `otter run` in a process of its own: what the instructor's check does.

It shows that autograder.zip gives these marks under Otter itself, as on Gradescope. A class is graded by
classroom.grade, which gives the same ones in a part of the time.
"""

import contextlib
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from autograder.classroom.record import FAILED, GRADED, TIMEOUT, UNREADABLE, Status, question_points
from autograder.classroom.submissions import Submission
from autograder.course import Course
from autograder.intake import UnreadableSubmission
from autograder.otter.quarantine import put, write_stand_in
from autograder.otter.settings import REPORT_FILE, environment
from autograder.results import (
    RESULTS_FILE,
    read_results,
    ungraded_results,
    with_sandbox,
    write_results,
)

LOG_FILE = "otter.log"
SPARE_SECONDS = 180  # for Otter itself and the checks, beyond the time of the submission's own code


@dataclass(frozen=True)
class Grade:
    """The outcome of one submission: points by question, and a status with its reason when it was not graded."""

    submission: Submission
    points: dict[str, float]
    possible: float
    status: Status
    reason: str
    seconds: float

    @property
    def total(self) -> float:
        """All points earned."""
        return round(sum(self.points.values()), 5)


def grade_submission(
    submission: Submission, zip_path: Path, course: Course, out: Path, language: str, *, unconfined: bool = False
) -> Grade:
    """Grade `submission` with the autograder zip; write results.json into `out`/<id>/ and return the grade.

    Status "graded", or "unreadable", "timeout" or "failed" with no points and a reason; never an exception for what
    a submission does. unconfined: grade even where student code cannot be confined.
    """
    grading = course.grading
    folder = out / submission.id
    folder.mkdir(parents=True, exist_ok=True)
    started = time.monotonic()
    status: Status = GRADED
    reason, results = "", None
    with tempfile.TemporaryDirectory(prefix="quarantine-") as place:
        try:
            put(Path(place), submission.name, submission.read(grading.budgets))
            seconds = grading.budgets.wall_seconds + SPARE_SECONDS
            run = _otter_run(Path(place), zip_path, course, seconds, language, unconfined=unconfined)
            status, reason, results = run.status, run.reason, run.results
            (folder / LOG_FILE).write_text(run.log, encoding="utf-8")
        except UnreadableSubmission as error:
            status, reason = UNREADABLE, error.said(language)
    points = question_points(results, grading.questions) if results else None
    if points is None or results is None:
        points, results = dict.fromkeys(grading.questions, 0.0), ungraded_results(reason, grading.points)
    write_results(folder / RESULTS_FILE, results)
    return Grade(submission, points, grading.possible, status, reason, time.monotonic() - started)


@dataclass(frozen=True)
class _Run:
    """What came out of one `otter run`: results only with the status "graded"."""

    status: Status
    reason: str
    results: dict[str, Any] | None
    log: str


def _otter_run(place: Path, zip_path: Path, course: Course, seconds: float, language: str, *, unconfined: bool) -> _Run:
    """Run `otter run` on the submission in quarantine at `place`."""
    with tempfile.TemporaryDirectory() as temporary:
        stand_in = write_stand_in(Path(temporary) / "submission.ipynb", course.name)
        command = [sys.executable, "-m", "otter", "run", "-a", str(zip_path.resolve()), "-o", temporary, "--no-logo"]
        own = {"MPLBACKEND": "agg", "OMP_WAIT_POLICY": "PASSIVE"}
        log = Path(temporary) / LOG_FILE
        with log.open("wb") as output:
            process = subprocess.Popen(
                [*command, str(stand_in)],
                cwd=temporary,
                env={**environment(place, language, unconfined=unconfined), **own},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        try:
            process.wait(seconds)
            late = False
        except subprocess.TimeoutExpired:
            late = True
        finally:
            _end(process)
        text = log.read_text(encoding="utf-8", errors="replace")
        results = read_results(Path(temporary) / RESULTS_FILE)
    report = read_results(place / REPORT_FILE) or {}
    if late:
        return _Run(TIMEOUT, f"The submission did not finish within {seconds:g} s.", None, text)
    if report.get("unreadable"):
        return _Run(UNREADABLE, str(report["unreadable"]), None, text)
    if report.get("trouble"):
        return _Run(FAILED, str(report["trouble"]), None, text)
    if results is None or question_points(results, course.grading.questions) is None:
        reason = f"Otter ended without results for this submission: look at {LOG_FILE} beside its results.json."
        return _Run(FAILED, reason, None, text)
    return _Run(GRADED, "", with_sandbox(results, report), text)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the run and what it has started: the notebook kernel lives in a session of its own, so look it up."""
    with contextlib.suppress(psutil.NoSuchProcess):
        for child in psutil.Process(process.pid).children(recursive=True):
            with contextlib.suppress(psutil.NoSuchProcess):
                child.kill()
    process.kill()
    process.wait()
