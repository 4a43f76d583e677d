"""A result is replaced only by a result: regrades, other builds and second folders never take away a mark."""

import errno
import os
import shutil
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path

import pytest

from autograder import files
from autograder.classroom.grade import Class, Options
from autograder.classroom.outputs import read_class
from autograder.classroom.submissions import find_submissions
from autograder.classroom.task import Outcome, Task
from autograder.errors import GraderError
from tests.classroom.canned import Canned
from tests.classroom.canned_class import COUNT, REGRADE, Graded
from tests.grading.zips import changed_zip


@pytest.fixture(scope="module")
def other_zip(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return another build."""
    return changed_zip(tmp_path_factory.mktemp("zip") / "other.zip", epochs=2)


class Ends(Canned):
    """Grades `before` submissions, and then something happens: an exception, or another outcome."""

    def __init__(self, outcome: Outcome, before: int, then: Callable[[], Outcome]) -> None:
        super().__init__(outcome)
        self._before, self._then = before, then

    def submit(self, task: Task) -> "Future[Outcome]":
        """Return a future that is done."""
        self._before -= 1
        if self._before >= 0:
            return super().submit(task)
        future: Future[Outcome] = Future()
        future.set_result(self._then())
        return future


def interrupt() -> Outcome:
    """Stand for Ctrl-C."""
    raise KeyboardInterrupt


@pytest.mark.parametrize("before", [0, 2])
def test_interrupted_regrade_leaves_every_mark(graded: Graded, outcome: Outcome, quick_zip: Path, before: int) -> None:
    """All rows are there, in the table and for `report`, and the same command without --regrade has nothing to do."""
    records = graded.run(quick_zip, REGRADE, Ends(outcome, before, interrupt))
    assert [record.status for record in records] == ["graded"] * COUNT
    assert set(graded.rows().values()) == {("0", "graded")}
    assert read_class(graded.out) == records


@pytest.mark.parametrize("before", [0, 2])
def test_another_build_says_which_marks_are_of_the_old_one(
    graded: Graded, outcome: Outcome, other_zip: Path, before: int
) -> None:
    """Until they are graded anew the old marks count, and their rows say of what they are."""
    records = graded.run(other_zip, place=Ends(outcome, before, interrupt))
    assert [record.outdated for record in records].count(True) == COUNT - before
    statuses = sorted(status for _, status in graded.rows().values())
    assert statuses == ["graded"] * before + ["graded (earlier build)"] * (COUNT - before)
    assert read_class(graded.out) == records
    assert all(not record.outdated for record in graded.run(other_zip))


def test_grading_that_fails_leaves_the_mark_and_says_so(graded: Graded, outcome: Outcome, quick_zip: Path) -> None:
    """A process that died or overran is no result; without a mark before, the row says that there is none."""
    lost = {**outcome, "status": "failed", "reason": "The process that graded it ended.", "results": None}
    (graded.folder / "new.py").write_text("x = 1", encoding="utf-8")
    records = graded.run(quick_zip, REGRADE, Ends(outcome, 0, lambda: lost))
    by_name = {record.student: record for record in records}
    assert by_name.pop("new").status == "failed"
    assert {record.status for record in by_name.values()} == {"graded"}
    assert all("The process that graded it ended." in record.reason for record in by_name.values())


def test_full_disk_leaves_the_mark(
    graded: Graded, quick_zip: Path, other_zip: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No room for any new result: the run ends with a line, and the old ones are whole."""

    def fsync(file: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    real = os.fsync
    monkeypatch.setattr(files.os, "fsync", fsync)
    with pytest.raises(GraderError, match="No space left"):
        graded.run(other_zip)
    monkeypatch.setattr(files.os, "fsync", real)
    assert all(not record.outdated and record.status == "graded" for record in graded.run(quick_zip))


def test_file_that_vanished_leaves_the_mark(graded: Graded, quick_zip: Path) -> None:
    """It was there when the class was listed and is gone when it should be read."""
    listed = find_submissions([graded.folder])
    shutil.rmtree(graded.folder)
    again = Class(listed, quick_zip, graded.out, REGRADE).run(lambda record: None, lambda todo, done: None)
    assert [record.status for record in again] == ["graded"] * COUNT
    assert all("No such file" in record.reason for record in again)


def test_second_folder_adds_and_drops_nobody(graded: Graded, tmp_path: Path, quick_zip: Path) -> None:
    """One late file: the table has it and all others; --prune leaves out who is not in the folder."""
    (tmp_path / "late").mkdir()
    (tmp_path / "late" / "zoe.py").write_text("x = 1", encoding="utf-8")
    records = graded.run(quick_zip, folder=tmp_path / "late")
    assert len(records) == len(graded.rows()) == COUNT + 1
    assert len(read_class(graded.out)) == COUNT + 1
    assert len(graded.run(quick_zip)) == COUNT + 1
    assert list(record.student for record in graded.run(quick_zip, Options(prune=True), folder=tmp_path / "late")) == [
        "zoe"
    ]
    assert list(graded.rows()) == ["zoe"]


def test_other_language_grades_nothing_that_names_its_own(graded: Graded, outcome: Outcome, quick_zip: Path) -> None:
    """Only a submission without a language of its own has other messages in another one."""
    english = replace(Options(), language="en")
    names_it = {**outcome, "own_language": True, "language": "en"}
    graded.run(quick_zip, replace(english, regrade=True), Canned(names_it))

    def no_more() -> Outcome:
        raise AssertionError("graded again")

    assert len(graded.run(quick_zip, Options(language="ru"), Ends(outcome, 0, no_more))) == COUNT
    graded.run(quick_zip, REGRADE)
    with pytest.raises(AssertionError, match="graded again"):
        graded.run(quick_zip, Options(language="ru"), Ends(outcome, 0, no_more))
