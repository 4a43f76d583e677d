"""What is kept of each graded submission: record.json in its folder of results, from which all tables are made."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any, Literal

from pydantic import ConfigDict, TypeAdapter, with_config
from typing_extensions import TypedDict

from autograder.files import write_text

RECORD_FILE = "record.json"
NOT_JUDGED = "not_judged"  # the code of a check that was not looked at
Status = Literal["graded", "unreadable", "timeout", "failed", "superseded", "missing"]
GRADED: Status = "graded"
UNREADABLE: Status = "unreadable"
TIMEOUT: Status = "timeout"
FAILED: Status = "failed"
SUPERSEDED: Status = "superseded"
MISSING: Status = "missing"  # of a person on the list of the class who handed nothing in; known of a class, not kept
LANGUAGES = frozenset(path.stem for path in (Path(__file__).parent / "texts").glob("*.toml"))  # of what students read
LATE = "late"  # stands where a question does: what is corrected is what lateness takes off
# What a record that is read must be: nothing more, nothing of another type.
STRICT = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False)


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
    __pydantic_config__ = STRICT

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
    __pydantic_config__ = STRICT


@dataclass(frozen=True)
class NoteRecord:
    """What was skipped, stopped or failed while the file was read and run: `code` names it (a key of `submission` in
    seminar/texts), `text` says it in the submission's language."""

    code: str
    text: str
    __pydantic_config__ = STRICT


@dataclass(frozen=True)
class Correction:
    """What a person says instead of the machine, a row of overrides.csv.

    question: of which the points are; LATE for what lateness takes off. points: that count. machine: what the machine
    gives now; machine_then: what it gave when the correction was first seen.
    """

    question: str
    points: float
    machine: float
    machine_then: float
    reason: str
    by: str
    when: str
    __pydantic_config__ = STRICT

    @property
    def changed(self) -> bool:
        """Whether the machine's mark is another one than when a person corrected it."""
        return self.machine != self.machine_then


@dataclass(frozen=True)
class Decision:
    """That a person has looked at concerns of the report, by their kinds: a row of overrides.csv without points.

    stands: whether the machine's mark is still the one that was looked at.
    """

    kinds: tuple[str, ...]
    reason: str
    by: str
    when: str
    stands: bool
    __pydantic_config__ = STRICT


@dataclass(frozen=True)
class Lateness:
    """What the course's policy makes of a late submission: `points` are taken off the total, for `days` begun.

    assumed: whether one day is counted because the export says that it is late, and not by how much.
    """

    days: int
    points: float
    assumed: bool
    __pydantic_config__ = STRICT


@with_config(STRICT)
class LayerRecord(TypedDict):
    """Whether a layer of the sandbox held, and what it says of itself."""

    held: bool
    detail: str


@dataclass(frozen=True)
class Record:
    """The outcome of one submission.

    key: hashes of the file and the build and the settings that decide the result; another key asks for another
    grading. build: the hash of the build alone. id: the name of its folder. submission: the file's name. student,
    student_id, email, late, superseded_by, account, at: see Submission. late_days: by how much it is late, 0 where
    nothing tells. status: "graded", or "unreadable", "timeout", "failed", "superseded" or "missing" with its `reason`
    and no points. points: by question; empty for "superseded" and "missing". seconds: wall time; cpu_seconds: the
    processor's. measured: numbers in [0, 1] that checks have measured, by question and name. remarks: in the order of
    the questions. notes: in the order of the file. blocked: why the run did not get as far as a graded class, a line
    each; usually empty. layers: of the sandbox, name -> {"held": bool, "detail": str}; empty where no code was run.
    confined: whether enough of them held. suspicious: what the code tried and honest code has no reason to, see
    sandbox.audit. own_language: whether the submission names the language.

    Known of a class, and not kept: outdated, whether it is of an earlier build than the one that the class is graded
    with now; corrections, decisions and lateness, see corrected.py, after which `points` are those that count.
    version: of this form; a record of another one is none.
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
    status: Status
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
    layers: Mapping[str, LayerRecord] = field(default_factory=dict)
    confined: bool = True
    suspicious: tuple[str, ...] = ()
    own_language: bool = False
    late_days: float = 0.0
    outdated: bool = False
    account: str = ""
    at: str = ""
    corrections: tuple[Correction, ...] = ()
    decisions: tuple[Decision, ...] = ()
    lateness: Lateness | None = None
    version: Literal[1] = 1
    __pydantic_config__ = STRICT

    @property
    def absent(self) -> bool:
        """Whether it is of somebody on the list of the class who handed nothing in, whatever people have said since."""
        return not self.submission

    @property
    def total(self) -> float:
        """All points that count: those earned, less what lateness takes off."""
        taken_off = 0.0 if self.lateness is None else self.lateness.points
        return round(max(sum(self.points.values()) - taken_off, 0.0), 5)


def changed(record: Record, **values: Any) -> Record:
    """Return a record with other values; the same one where they are its own, as for nearly all of a large class."""
    return (
        record if all(getattr(record, name) == value for name, value in values.items()) else replace(record, **values)
    )


def write_record(folder: Path, record: Record) -> None:
    """Write record.json into a submission's folder of results; an interrupted write leaves the old one."""
    write_text(folder / RECORD_FILE, _record_type().dump_json(record, indent=1).decode() + "\n")


def is_damaged(folder: Path) -> bool:
    """Return whether a submission's folder of results has a record that cannot be read, or is of another one."""
    record = read_record(folder)
    return (folder / RECORD_FILE).exists() and (record is None or record.id != folder.name)


def read_record(folder: Path) -> Record | None:
    """Return the record in a submission's folder of results, None when there is none or it is damaged."""
    try:
        content = (folder / RECORD_FILE).read_bytes()
        if b'"accuracies"' in content:  # of a result from before there were courses
            content = json.dumps({k: v for k, v in json.loads(content).items() if k != "accuracies"}).encode()
        record = _record_type().validate_json(content)
    except (OSError, ValueError, AttributeError, RecursionError):
        return None
    if record.language not in LANGUAGES:
        return None
    # Questions: a graded one has points, though they be 0.
    named = {*record.measured, *(check.question for check in record.checks), *(it.question for it in record.remarks)}
    return record if record.status != GRADED or named <= record.points.keys() else None


def as_json(records: Sequence[Record]) -> str:
    """Return records as a JSON array: each as in record.json, with its `total`."""
    rows = [{**_record_type().dump_python(record, mode="json"), "total": record.total} for record in records]
    return json.dumps(rows, ensure_ascii=False)


def as_bytes(records: Sequence[Record]) -> bytes:
    """Return all that is known of records, as it is written into record.json, one after the other."""
    return b"\n".join(map(_record_type().dump_json, records))


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of what `as_json` gives."""
    one = _record_type().json_schema()
    parts = one.pop("$defs")
    one["properties"]["total"] = {"title": "Total", "description": "All points that count.", "type": "number"}
    one["required"].append("total")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "What `python -m autograder grade --json` prints",
        "type": "array",
        "items": one,
        "$defs": parts,
    }


@cache
def _record_type() -> TypeAdapter[Record]:
    return TypeAdapter(Record)


def question_points(results: Mapping[str, Any], questions: Sequence[str]) -> dict[str, float] | None:
    """Return the points by question in Gradescope's results, or None when a question is missing."""
    scores = {test.get("name"): test.get("score") for test in results.get("tests", [])}
    if not all(isinstance(scores.get(question), int | float) for question in questions):
        return None
    return {question: float(scores[question]) for question in questions}


if __name__ == "__main__":
    print(json.dumps(json_schema(), indent=1))
