"""How points changed from attempt to attempt: what is kept of each mark, and what the report makes of it."""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from autograder.classroom.marks import MARKS_FILE, MOST, Mark, keep_mark, read_marks
from autograder.classroom.record import SUPERSEDED, Correction, Record, write_record
from autograder.classroom.report.attempts import compared
from autograder.classroom.report.kept import Kept
from autograder.classroom.report.page import render
from autograder.classroom.task import Outcome
from tests.classroom.canned import Canned
from tests.classroom.canned_class import COUNT, REGRADE, Graded
from tests.classroom.records import record
from tests.course import GRADING, LANGUAGES
from tests.grading.zips import changed_zip

LOW, HIGH = {"q1": 1.0, "q2": 2.0}, {"q1": 3.0, "q2": 2.0}


def mark(points: Mapping[str, float], file: str = "a", build: str = "b", name: str = "Ada.ipynb") -> Mark:
    """Return a mark."""
    return Mark(file, name, build, points)


def graded_as(points: Mapping[str, float], **changes: Any) -> Record:
    """Return a record with these points."""
    return record("Ada", build="b", points=points, measured={}, **changes)


def test_marks_are_kept_one_after_the_other(tmp_path: Path) -> None:
    """The same once more is no other one; those of long ago go."""
    for number in range(MOST + 5):
        keep_mark(tmp_path, graded_as({"q1": float(number)}), f"{number}")
        keep_mark(tmp_path, graded_as({"q1": float(number)}), f"{number}")
    assert [one.total for one in read_marks(tmp_path)] == [float(number) for number in range(5, MOST + 5)]
    keep_mark(tmp_path, replace(graded_as({}), status="timeout"), "x")
    assert len(read_marks(tmp_path)) == MOST


def test_mark_of_before_they_were_kept_is_the_first(tmp_path: Path) -> None:
    """It is in the record that is about to be replaced; the same file and build make no second one."""
    write_record(tmp_path, graded_as(LOW))
    keep_mark(tmp_path, graded_as(LOW), "a")
    assert read_marks(tmp_path) == [mark(LOW)]
    (tmp_path / MARKS_FILE).unlink()
    keep_mark(tmp_path, graded_as(HIGH), "a")
    assert read_marks(tmp_path) == [mark(LOW, file=""), mark(HIGH)]
    (tmp_path / MARKS_FILE).write_text('[{"file": 5}]', encoding="utf-8")
    assert read_marks(tmp_path) == []


def test_attempt_that_no_longer_counts_keeps_its_mark(tmp_path: Path) -> None:
    """Its record has none from then on."""
    write_record(tmp_path, graded_as(LOW))
    keep_mark(tmp_path, graded_as({}, status=SUPERSEDED, superseded_by="other.py"), "")
    assert read_marks(tmp_path) == [mark(LOW, file="")]


def test_changes_are_counted_and_named() -> None:
    """Another file, another build, graded again; an earlier attempt's mark comes first, and what is corrected counts
    as the machine has it."""
    by_hand = Correction("q1", 0.0, 3.0, 3.0, "", "", "")
    ada = record("Ada", points={"q1": 0.0, "q2": 2.0}, corrections=(by_hand,))
    earlier = record("old", student="Ada", status=SUPERSEDED, superseded_by=ada.submission, points={})
    bob, eve, ivy = record("Bob"), record("Eve"), record("Ivy")
    marks = {
        "old": [mark(LOW, file="", name="old.ipynb")],
        "Bob": [mark(HIGH), mark(LOW), mark(LOW, build="c"), mark(LOW, file="x", build="d")],
        "Eve": [mark(LOW), mark(LOW, build="c")],
        "Ivy": [mark(LOW)],
    }
    found = compared([ada, earlier, bob, eve, ivy], marks)
    assert (found.students, found.better, found.worse, found.same, found.mean) == (3, 1, 1, 1, 0)
    assert [(one.record.student, one.change, one.questions) for one in found.changed] == [
        ("Bob", -2, (("q1", 3.0, 1.0),)),
        ("Ada", 2, (("q1", 1.0, 3.0),)),
    ]
    assert [[step.why for step in one.steps] for one in found.changed] == [["", "again", "build", "file"], ["", "file"]]
    assert compared([], {}).students == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_report_shows_them(language: str) -> None:
    """A section of its own, which is not there where nobody has several marks."""
    marks = {"Ada": [mark(LOW), mark(HIGH, file="c", name="<b>.py")]}
    page = render([record("Ada", GRADING)], GRADING, language, kept=Kept(marks=marks))
    section = page[page.index('<h2 id="attempts">') : page.index('<h2 id="misconceptions">')]
    assert "q1 1 → 3" in section
    assert "&lt;b&gt;.py" in section
    assert 'id="attempts"' not in render([record("Ada", GRADING)], GRADING, language)


def test_regrade_with_another_build_is_told(
    graded: Graded, outcome: Outcome, quick_zip: Path, built: Path, tmp_path: Path
) -> None:
    """From the process that grades to the page."""
    better: Outcome = json.loads(json.dumps(outcome))
    better["results"]["tests"] = [
        {**test, "score": 2.0} if test.get("name") == "q1" else test for test in better["results"]["tests"]
    ]
    graded.run(quick_zip, REGRADE)
    page = (graded.out / "report.html").read_text(encoding="utf-8")
    assert 'id="attempts"' not in page  # the same file, build and points
    graded.run(changed_zip(tmp_path / "other.zip", epochs=2), place=Canned(better))
    page = (graded.out / "report.html").read_text(encoding="utf-8")
    section = page[page.index('<h2 id="attempts">') : page.index('<h2 id="misconceptions">')]
    assert section.count("q1 0 → 2") == COUNT
    assert section.count("other build") == COUNT
