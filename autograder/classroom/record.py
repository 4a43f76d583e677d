"""What is kept of each graded submission: record.json in its folder of results, from which all tables are made."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from autograder.config import QUESTIONS
from autograder.files import write_text

RECORD_FILE = "record.json"
NOT_JUDGED = "not_judged"  # the code of a check that was not looked at
GRADED, UNREADABLE, TIMEOUT, FAILED, SUPERSEDED = "graded", "unreadable", "timeout", "failed", "superseded"


@dataclass(frozen=True)
class CheckResult:
    """One hidden check of one question: `code` is what the feedback recognised (a key of autograder/feedback/*.toml).

    code: "" where the check passed; "not_judged" where it was not looked at, because the first check of its question
    failed. message: what the student is told, in the submission's language; "" where it passed.
    """

    question: str
    check: str
    code: str
    message: str

    @property
    def passed(self) -> bool:
        """Whether the submission has this check's points."""
        return not self.code


@dataclass(frozen=True)
class Record:
    """The outcome of one submission.

    key: hashes of the file and the build and the settings that decide the result; another key asks for another grading.
    build: the hash of the build alone. id: the name of its folder. submission: the file's name. student, student_id,
    email, late, superseded_by: see Submission. status: "graded", or "unreadable", "timeout", "failed" or "superseded"
    with its `reason` and no points. points: by question; empty for "superseded". seconds: wall time; cpu_seconds: the
    processor's. accuracies: of q4's training runs, in [0, 1]. cells: a line for each cell that raised an error or ended
    its worker. layers: of the sandbox, name -> {"held": bool, "detail": str}; empty where no code was run. confined:
    whether enough of them held. suspicious: what the code tried and honest code has no reason to, see sandbox.audit.
    """

    key: str
    build: str
    id: str
    submission: str
    student: str
    student_id: str
    email: str
    late: bool
    superseded_by: str
    status: str
    reason: str
    points: Mapping[str, float]
    possible: float
    seconds: float
    cpu_seconds: float
    language: str
    checks: tuple[CheckResult, ...] = ()
    accuracies: tuple[float, ...] = ()
    cells: tuple[str, ...] = ()
    layers: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    confined: bool = True
    suspicious: tuple[str, ...] = ()

    @property
    def total(self) -> float:
        """All points earned."""
        return round(sum(self.points.values()), 5)


def write_record(folder: Path, record: Record) -> None:
    """Write record.json into a submission's folder of results; an interrupted write leaves the old one."""
    write_text(folder / RECORD_FILE, json.dumps(asdict(record), indent=1, ensure_ascii=False) + "\n")


def read_record(folder: Path) -> Record | None:
    """Return the record in a submission's folder of results, None when there is none or it is damaged."""
    try:
        table = json.loads((folder / RECORD_FILE).read_text(encoding="utf-8"))
        checks = tuple(CheckResult(**check) for check in table.pop("checks"))
        lists: dict[str, Any] = {name: tuple(table.pop(name)) for name in ("accuracies", "cells", "suspicious")}
        return Record(**table, **lists, checks=checks)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


def question_points(results: Mapping[str, Any]) -> dict[str, float] | None:
    """Return the points by question in Gradescope's results, or None when a question is missing."""
    scores = {test.get("name"): test.get("score") for test in results.get("tests", [])}
    if not all(isinstance(scores.get(question), int | float) for question in QUESTIONS):
        return None
    return {question: float(scores[question]) for question in QUESTIONS}
