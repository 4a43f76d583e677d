"""Grade one submission through `otter run` in a process of its own, and keep what came out in its folder."""

import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from autograder.build import ASSIGNMENT_NAME
from autograder.classroom.submissions import Submission, UnreadableSubmission, require_gradable
from autograder.config import QUESTIONS, Grading

RESULTS_FILE = "results.json"


@dataclass(frozen=True)
class Grade:
    """The outcome of one submission: points by question, and a status with its reason when it was not graded."""

    submission: Submission
    points: dict[str, float]
    possible: float
    status: str
    reason: str
    seconds: float

    @property
    def total(self) -> float:
        """All points earned."""
        return round(sum(self.points.values()), 5)


def grade_submission(submission: Submission, zip_path: Path, grading: Grading, out: Path, language: str) -> Grade:
    """Grade `submission` with the autograder zip; write results.json into `out`/<id>/ and return the grade.

    Status "graded", or "unreadable", "timeout" or "failed" with no points and a reason; never an exception for what
    a submission does.
    """
    folder = out / submission.id
    folder.mkdir(parents=True, exist_ok=True)
    started = time.monotonic()
    status, reason, results = "graded", "", None
    try:
        require_gradable(submission.path, ASSIGNMENT_NAME)
        results = _otter_run(submission, zip_path, grading.submission_seconds, language)
        if results is None:
            status, reason = (
                "failed",
                "Otter ended without results for this submission: look at otter.log beside this file.",
            )
    except UnreadableSubmission as error:
        status, reason = "unreadable", str(error)
    except subprocess.TimeoutExpired:
        status, reason = "timeout", f"The submission did not finish within {grading.submission_seconds:g} s."
    points = question_points(results) if results else None
    if results is not None and points is None:
        status, reason = "failed", "Otter could not grade this submission: its results have no questions."
    if points is None or results is None:
        points, results = dict.fromkeys(QUESTIONS, 0.0), ungraded_results(reason, grading)
    _write_json(folder / RESULTS_FILE, results)
    return Grade(submission, points, grading.possible, status, reason, time.monotonic() - started)


def question_points(results: dict[str, Any]) -> dict[str, float] | None:
    """Return the points by question in Gradescope's results, or None when a question is missing."""
    scores = {test.get("name"): test.get("score") for test in results.get("tests", [])}
    if not all(isinstance(scores.get(question), int | float) for question in QUESTIONS):
        return None
    return {question: float(scores[question]) for question in QUESTIONS}


def ungraded_results(reason: str, grading: Grading) -> dict[str, Any]:
    """Return results in Gradescope's format for a submission without marks: the reason, and zero for each question."""
    tests: list[dict[str, Any]] = [
        {"name": "Submission", "visibility": "visible", "status": "failed", "output": reason}
    ]
    for question in QUESTIONS:
        tests.append({"name": question, "score": 0, "max_score": grading.points[question], "output": reason})
    return {"score": 0, "output": reason, "tests": tests}


def _otter_run(submission: Submission, zip_path: Path, seconds: float, language: str) -> dict[str, Any] | None:
    """Run `otter run` on a copy of the submission; return its results.json, or None when there is none."""
    with tempfile.TemporaryDirectory() as temporary:
        # Under its own name a file otter.py would be imported instead of Otter, by the notebook kernel too.
        copy = Path(temporary) / f"submission{submission.path.suffix.lower()}"
        shutil.copyfile(submission.path, copy)
        command = [
            sys.executable,
            "-m",
            "otter",
            "run",
            "-a",
            str(zip_path.resolve()),
            "-o",
            temporary,
            "--no-logo",
            str(copy),
        ]
        environment = {**os.environ, "SEMINAR_LANGUAGE": language, "MPLBACKEND": "agg", "OMP_WAIT_POLICY": "PASSIVE"}
        process = subprocess.Popen(
            command,
            cwd=temporary,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            process.wait(seconds)
        finally:
            _end(process)
        results = Path(temporary) / RESULTS_FILE
        return json.loads(results.read_text(encoding="utf-8")) if results.is_file() else None


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the run and what it has started: the notebook kernel lives in a session of its own, so look it up."""
    with contextlib.suppress(psutil.NoSuchProcess):
        for child in psutil.Process(process.pid).children(recursive=True):
            with contextlib.suppress(psutil.NoSuchProcess):
                child.kill()
    process.kill()
    process.wait()


def _write_json(path: Path, content: dict[str, Any]) -> None:
    partial = path.with_suffix(".partial")
    partial.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    partial.replace(path)
