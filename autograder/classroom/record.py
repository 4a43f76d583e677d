"""What is kept of each graded submission: record.json in its folder of results, from which all tables are made."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from autograder.files import write_text

RECORD_FILE = "record.json"
NOT_JUDGED = "not_judged"  # the code of a check that was not looked at
GRADED, UNREADABLE, TIMEOUT, FAILED, SUPERSEDED = "graded", "unreadable", "timeout", "failed", "superseded"


@dataclass(frozen=True)
class CheckResult:
    """One hidden check of one question: `code` is what the feedback recognised (a key of the course's feedback).

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
class Remark:
    """Something worth knowing about the answer to a question that took no points: `code` names it, `message` says it in
    the submission's language."""

    question: str
    code: str
    message: str


@dataclass(frozen=True)
class NoteRecord:
    """What was skipped, stopped or failed while the file was read and run: `code` names it (a key of `submission` in
    seminar/texts), `text` says it in the submission's language."""

    code: str
    text: str


@dataclass(frozen=True)
class Record:
    """The outcome of one submission.

    key: hashes of the file and the build and the settings that decide the result; another key asks for another grading.
    build: the hash of the build alone. id: the name of its folder. submission: the file's name. student, student_id,
    email, late, superseded_by: see Submission. status: "graded", or "unreadable", "timeout", "failed" or "superseded"
    with its `reason` and no points. points: by question; empty for "superseded". seconds: wall time; cpu_seconds: the
    processor's. measured: numbers in [0, 1] that checks have measured, by question and name. remarks: in the order of
    the questions. notes: in the order of the file. blocked: why the run did not get as far as a graded class, a line
    each; usually empty. layers: of the sandbox, name -> {"held": bool, "detail": str}; empty where no code was run.
    confined: whether enough of them held. suspicious: what the code tried and honest code has no reason to, see
    sandbox.audit. own_language: whether the submission names the language. outdated: whether it is of an earlier build
    than the one that the class is graded with now; known of a class, not kept.
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
    measured: Mapping[str, Mapping[str, Sequence[float]]] = field(default_factory=dict)
    remarks: tuple[Remark, ...] = ()
    notes: tuple[NoteRecord, ...] = ()
    blocked: tuple[str, ...] = ()
    layers: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    confined: bool = True
    suspicious: tuple[str, ...] = ()
    own_language: bool = False
    outdated: bool = False

    @property
    def total(self) -> float:
        """All points earned."""
        return round(sum(self.points.values()), 5)


# The lists of a record whose entries are tables of their own.
PARTS: Mapping[str, type] = {"checks": CheckResult, "remarks": Remark, "notes": NoteRecord}


def write_record(folder: Path, record: Record) -> None:
    """Write record.json into a submission's folder of results; an interrupted write leaves the old one."""
    write_text(folder / RECORD_FILE, json.dumps(asdict(record), indent=1, ensure_ascii=False) + "\n")


def is_damaged(folder: Path) -> bool:
    """Return whether a submission's folder of results has a record that cannot be read."""
    return (folder / RECORD_FILE).exists() and read_record(folder) is None


def read_record(folder: Path) -> Record | None:
    """Return the record in a submission's folder of results, None when there is none or it is damaged."""
    try:
        table = json.loads((folder / RECORD_FILE).read_text(encoding="utf-8"))
        parts: dict[str, Any] = {name: tuple(kind(**one) for one in table.pop(name)) for name, kind in PARTS.items()}
        lists: dict[str, Any] = {name: tuple(table.pop(name)) for name in ("blocked", "suspicious")}
        table.pop("accuracies", None)  # of a result from before there were courses
        record = Record(**table, **parts, **lists)
        return record if _is_whole(record) else None
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def _is_whole(record: Record) -> bool:
    """Return whether the fields of a record that was read have their types: a table made of it fails on others."""
    texts = [value for name, value in vars(record).items() if Record.__annotations__[name] is str]
    texts += [value for name in PARTS for one in getattr(record, name) for value in vars(one).values()]
    numbers = [record.possible, record.seconds, record.cpu_seconds, *record.points.values()]
    numbers += [number for named in record.measured.values() for found in named.values() for number in found]
    # Questions: a graded one has points, though they be 0.
    named = {*record.measured, *(check.question for check in record.checks), *(it.question for it in record.remarks)}
    return (
        all(isinstance(text, str) for text in (*texts, *record.blocked, *record.suspicious))
        and all(type(number) in (int, float) and math.isfinite(number) for number in numbers)
        and all(
            isinstance(layer["held"], bool) and isinstance(layer["detail"], str) for layer in record.layers.values()
        )
        and isinstance(record.late, bool)
        and isinstance(record.confined, bool)
        and isinstance(record.own_language, bool)
        and (record.status != GRADED or named <= record.points.keys())
        and record.status in (GRADED, UNREADABLE, TIMEOUT, FAILED, SUPERSEDED)
    )


def question_points(results: Mapping[str, Any], questions: Sequence[str]) -> dict[str, float] | None:
    """Return the points by question in Gradescope's results, or None when a question is missing."""
    scores = {test.get("name"): test.get("score") for test in results.get("tests", [])}
    if not all(isinstance(scores.get(question), int | float) for question in questions):
        return None
    return {question: float(scores[question]) for question in questions}
