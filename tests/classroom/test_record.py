"""record.json: what is kept of an outcome comes back as it was, and what an older version wrote counts as none."""

import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest

from autograder.classroom.outcome_record import record_of
from autograder.classroom.record import (
    GRADED,
    RECORD_FILE,
    UNREADABLE,
    CheckResult,
    NoteRecord,
    Remark,
    as_json,
    is_damaged,
    json_schema,
    read_record,
    write_record,
)
from autograder.classroom.results_folder import kept_record
from autograder.classroom.submissions import Submission
from autograder.classroom.task import without_mark
from autograder.results import output_of
from tests.classroom.records import record
from tests.command_line import ROOT
from tests.course import GRADING, LANGUAGES

FULL = record(
    checks=(CheckResult("q1", "function", "raised", "Ошибка."),),
    remarks=(Remark("q3", "remark_mask_on_cpu", "On the CPU."),),
    notes=(NoteRecord("package_missing", "seaborn is not installed."),),
    blocked=("line 3: no module named 'einops'",),
    suspicious=("network",),
)


def test_record_comes_back_as_it_was_written(tmp_path: Path) -> None:
    """Lists are tuples again, and their entries what they were."""
    write_record(tmp_path, FULL)
    assert read_record(tmp_path) == FULL


@pytest.mark.parametrize(
    "damage",
    [
        lambda table: table.pop("points"),
        lambda table: table.update(cells=[]),
        lambda table: table.update(notes=["a sentence"]),
        lambda table: table.update(remarks=[{"question": "q3"}]),
        lambda table: table.update(blocked=None),
        lambda table: table.update(points={"q1": 3}),
        lambda table: table.update(points=dict.fromkeys(table["points"], "3")),
        lambda table: table.update(student=7),
        lambda table: table.update(layers={"seccomp": True}),
        lambda table: table.update(status="fine"),
        lambda table: table.update(seconds=float("nan")),
        lambda table: table.update(language="xx"),
        lambda table: table.update(language="../ru\0"),
    ],
    ids=[
        "no points",
        "of an older version",
        "notes without codes",
        "half a remark",
        "no list",
        "a question missing",
        "points that are text",
        "a name that is a number",
        "a layer without detail",
        "an unknown status",
        "no number",
        "a language that nobody speaks",
        "a language that is no name",
    ],
)
def test_damaged_record_is_none(tmp_path: Path, damage: Any) -> None:
    """It is graded again."""
    table = json.loads(json.dumps(asdict(FULL)))
    damage(table)
    (tmp_path / RECORD_FILE).write_text(json.dumps(table), encoding="utf-8")
    assert read_record(tmp_path) is None


def test_schema_is_the_committed_one() -> None:
    """Whoever reads `--json` reads docs/result.schema.json; another form needs another version."""
    committed = json.loads((ROOT / "docs" / "result.schema.json").read_text(encoding="utf-8"))
    assert committed == json_schema(), "write it anew: python -m autograder.classroom.record > docs/result.schema.json"


def test_json_holds_what_is_kept_and_the_total() -> None:
    """Every field that the schema asks for, and none that it does not know."""
    (row,) = json.loads(as_json([FULL]))
    schema = json_schema()["items"]
    assert set(row) == set(schema["properties"])
    assert set(schema["required"]) <= set(row)
    assert row["total"] == FULL.total
    assert row["checks"][0] == {"question": "q1", "check": "function", "code": "raised", "message": "Ошибка."}


def test_record_of_an_earlier_version_is_read(tmp_path: Path) -> None:
    """What came later has its default: a mark must not be lost for a field that nobody had thought of."""
    table = json.loads(as_json([FULL]))[0]
    later = ("own_language", "outdated", "late_days", "at", "corrections", "decisions", "lateness")
    for name in ("total", "version", *later):
        del table[name]
    table["accuracies"] = [0.8]
    (tmp_path / RECORD_FILE).write_text(json.dumps(table), encoding="utf-8")
    assert read_record(tmp_path) == FULL


def test_deep_record_is_damaged(tmp_path: Path) -> None:
    """Brackets without end, which no parser follows, are no end of the run."""
    (tmp_path / RECORD_FILE).write_text("[" * 1_000_000, encoding="utf-8")
    assert is_damaged(tmp_path)
    assert not is_damaged(tmp_path / "nothing")


def test_record_of_another_submission_is_damaged(tmp_path: Path) -> None:
    """Its name says where files are written: into a folder that nobody named, it may be."""
    folder = tmp_path / "anna"
    folder.mkdir()
    for id, damaged in (("anna", False), ("../boris", True), ("/tmp", True), ("boris", True)):
        write_record(folder, replace(FULL, id=id))
        assert is_damaged(folder) == damaged
        assert (kept_record(tmp_path, "anna", "") is None) == damaged


def test_record_keeps_what_the_outcome_tells() -> None:
    """Remarks, notes with their codes, and what blocked the run."""
    outcome = without_mark(GRADED, "", "ru") | {
        "remarks": [asdict(FULL.remarks[0])],
        "notes": [{"code": "package_missing", "values": {"name": "seaborn"}, "text": "seaborn is not installed."}],
        "blocked": list(FULL.blocked),
    }
    kept = record_of(Submission(Path("hw.py"), "hw", "Ada"), "key", "build", outcome, GRADING)
    assert (kept.remarks, kept.notes, kept.blocked) == (FULL.remarks, FULL.notes, FULL.blocked)


def test_outcome_without_a_mark_tells_nothing() -> None:
    """What was not run has neither remarks nor notes."""
    outcome = without_mark(UNREADABLE, "no JSON", "en")
    kept = record_of(Submission(Path("hw.py"), "hw", "Ada"), "key", "build", outcome, GRADING)
    assert (kept.remarks, kept.notes, kept.blocked) == ((), (), ())


@pytest.mark.parametrize(("language", "said"), zip(LANGUAGES, ("баллы не сняты", "no points lost"), strict=True))
def test_output_of_results_begins_with_what_blocked_the_run(language: str, said: str) -> None:
    """Then what was skipped, once, then the remarks with their questions."""
    line = "line 3: no module named 'einops'"
    notes = [{"code": code, "values": {}, "text": text} for code, text in (("failed", line), ("absent", "No seaborn."))]
    remarks = [{"question": "q3", "code": "remark_mask_on_cpu", "message": "CPU {x}."}]
    report = {"unreadable": "", "language": language, "blocked": [line], "notes": notes, "remarks": remarks}
    assert output_of(report).splitlines() == [line, "No seaborn.", f"q3, {said}: CPU {{x}}."]
    assert output_of({"unreadable": "", "trouble": ""}) == ""
    assert output_of({**report, "unreadable": "no JSON"}) == "no JSON"
