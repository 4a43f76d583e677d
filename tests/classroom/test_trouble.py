"""What happens to a run when the disk is full, files vanish, or a folder cannot be written."""

import errno
import os
import shutil
from pathlib import Path

import pytest

from autograder import files
from autograder.classroom.grade import WORK, Class, Options
from autograder.classroom.record import RECORD_FILE, Record, read_record
from autograder.classroom.submissions import find_submissions
from autograder.errors import GraderError
from tests.classroom.classes import write_class
from tests.command_line import in_this_process


def run(folder: Path, zip_path: Path, out: Path, seen: list[Record]) -> list[Record]:
    """Grade a folder in this process; what is kept on the way goes into `seen`."""
    graded = Class(find_submissions([folder]), zip_path, out, Options(jobs=1))
    return graded.run(seen.append, lambda todo, done: None)


@pytest.mark.slow
def test_full_disk_stops_the_run_with_a_line_and_keeps_what_is_there(
    quick_zip: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No half-written file is left, and with room again the same run ends whole."""
    write_class(tmp_path / "class", 3)
    seen: list[Record] = []
    real = os.fsync

    def fsync(file: int) -> None:
        if seen:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(file)

    monkeypatch.setattr(files.os, "fsync", fsync)
    with pytest.raises(GraderError, match=r"\(No space left on device\): what is graded so far is kept"):
        run(tmp_path / "class", quick_zip, tmp_path / "out", seen)
    assert len(seen) == 1
    assert list((tmp_path / "out").rglob("*.partial")) == []
    assert not (tmp_path / "out" / WORK).exists()
    monkeypatch.undo()
    again: list[Record] = []
    assert [record.status for record in run(tmp_path / "class", quick_zip, tmp_path / "out", again)] == ["graded"] * 3
    assert len(again) == 2


@pytest.mark.slow
def test_submissions_that_vanish_during_a_run_are_named(quick_zip: Path, tmp_path: Path) -> None:
    """Each of them has a row that says why it was not graded, and the others their marks."""
    write_class(tmp_path / "class", 8)
    seen: list[Record] = []

    class Vanishing(list[Record]):
        def append(self, record: Record) -> None:
            shutil.rmtree(tmp_path / "class", ignore_errors=True)
            seen.append(record)

    records = run(tmp_path / "class", quick_zip, tmp_path / "out", Vanishing())
    statuses = [record.status for record in records]
    assert len(records) == 8
    assert set(statuses) == {"graded", "unreadable"}
    assert all("No such file" in record.reason for record in records if record.status == "unreadable")


@pytest.mark.usefixtures("warm")
def test_damaged_record_is_graded_again(quick_zip: Path, tmp_path: Path) -> None:
    """A record.json that is not whole counts as none."""
    (path,) = write_class(tmp_path / "class", 1)
    with in_this_process():
        run(tmp_path / "class", quick_zip, tmp_path / "out", [])
    record = tmp_path / "out" / path.stem / RECORD_FILE
    whole = record.read_text(encoding="utf-8")
    for damaged in ("[]", '{"checks": 1}', "", whole[: len(whole) // 2]):
        record.write_text(damaged, encoding="utf-8")
        assert read_record(record.parent) is None
    seen: list[Record] = []
    with in_this_process():
        again = run(tmp_path / "class", quick_zip, tmp_path / "out", seen)
    assert [found.status for found in again] == ["graded"]
    assert len(seen) == 1
