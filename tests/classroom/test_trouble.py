"""What happens to a run when the disk is full, files vanish, or a folder cannot be written."""

import errno
import os
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from autograder import files
from autograder.classroom import grade, kept_results
from autograder.classroom.grade import SETTINGS, WORK, Class, Options
from autograder.classroom.outputs import write_outputs
from autograder.classroom.record import RECORD_FILE, Record, read_record
from autograder.classroom.submissions import find_submissions
from autograder.classroom.task import Outcome
from autograder.errors import GraderError
from autograder.results import RESULTS_FILE
from tests.classroom.canned import Canned
from tests.classroom.classes import write_class


@pytest.fixture
def at_once(outcome: Outcome, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give every submission of a class that outcome: what becomes of it is the matter of these tests."""
    monkeypatch.setattr(grade, "Pool", lambda source, jobs, seconds: Canned(outcome))
    monkeypatch.setattr(kept_results, "TRY_SECONDS", 0.0)


def run(folder: Path, zip_path: Path, out: Path, seen: list[Record]) -> list[Record]:
    """Grade a folder in this process; what is kept on the way goes into `seen`."""
    graded = Class(find_submissions([folder]), zip_path, out, Options(jobs=1))
    return graded.run(seen.append, lambda todo, done: None)


@pytest.mark.usefixtures("at_once")
def test_result_that_cannot_be_written_costs_itself(
    quick_zip: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A neighbour may fill the disk for a while: the others have their marks, and this one a row that says why."""
    paths = write_class(tmp_path / "class", 3)
    real = os.fsync

    def fsync(file: int) -> None:
        if f"/{paths[1].stem}/" in os.readlink(f"/proc/self/fd/{file}"):
            raise OSError(errno.ENOSPC, "No space left on device")
        real(file)

    monkeypatch.setattr(files.os, "fsync", fsync)
    seen: list[Record] = []
    records = run(tmp_path / "class", quick_zip, tmp_path / "out", seen)
    assert sorted(record.status for record in records) == ["failed", "graded", "graded"]
    assert ["No space left" in record.reason for record in records] == [record.status == "failed" for record in records]
    assert len(seen) == 3
    assert read_record(tmp_path / "out" / paths[1].stem) is None


def test_name_that_is_no_unicode_costs_nobody_anything(quick_zip: Path, tmp_path: Path) -> None:
    """A zip for Windows may hold one; its row has a mark in the place of what cannot be written."""
    (tmp_path / "class").mkdir()
    (tmp_path / "class" / os.fsdecode(b"\xff\xfe.py")).write_text("x = 1", encoding="utf-8")
    (tmp_path / "class" / os.fsdecode(b"\xfd.ipynb")).touch()
    records = run(tmp_path / "class", quick_zip, tmp_path / "out", [])
    write_outputs(tmp_path / "out", records, "en")
    names = {record.submission: record.status for record in records}
    assert (names["\ufffd\ufffd.py"], names["\ufffd.ipynb"], len(names)) == ("graded", "unreadable", 2)


@pytest.mark.usefixtures("at_once")
def test_full_disk_stops_the_run_with_a_line_and_keeps_what_is_there(
    quick_zip: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No half-written file is left, and with room again the same run ends whole."""
    write_class(tmp_path / "class", 4)
    seen: list[Record] = []
    real = os.fsync

    def fsync(file: int) -> None:
        if list((tmp_path / "out").glob(f"*/{RECORD_FILE}")):
            raise OSError(errno.ENOSPC, "No space left on device")
        real(file)

    monkeypatch.setattr(files.os, "fsync", fsync)
    with pytest.raises(GraderError, match=r"\(No space left on device\): what is graded so far is kept"):
        run(tmp_path / "class", quick_zip, tmp_path / "out", seen)
    assert [record.status for record in seen].count("graded") == 1
    assert list((tmp_path / "out").rglob("*.partial")) == []
    assert not (tmp_path / "out" / WORK).exists()
    monkeypatch.setattr(files.os, "fsync", real)
    again: list[Record] = []
    assert [record.status for record in run(tmp_path / "class", quick_zip, tmp_path / "out", again)] == ["graded"] * 4
    assert len(again) == 3


@pytest.mark.usefixtures("at_once")
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


@pytest.mark.usefixtures("at_once")
def test_damaged_record_is_graded_again(quick_zip: Path, tmp_path: Path) -> None:
    """A record.json that is not whole counts as none."""
    (path,) = write_class(tmp_path / "class", 1)
    run(tmp_path / "class", quick_zip, tmp_path / "out", [])
    record = tmp_path / "out" / path.stem / RECORD_FILE
    whole = record.read_text(encoding="utf-8")
    for damaged in ("[]", '{"checks": 1}', "", whole[: len(whole) // 2]):
        record.write_text(damaged, encoding="utf-8")
        assert read_record(record.parent) is None
    record.unlink()
    record.mkdir()
    (record / "inside").touch()
    seen: list[Record] = []
    assert [found.status for found in run(tmp_path / "class", quick_zip, tmp_path / "out", seen)] == ["graded"]
    assert len(seen) == 1


@pytest.mark.usefixtures("at_once")
def test_damaged_results_are_graded_again(quick_zip: Path, tmp_path: Path) -> None:
    """A results.json that a full disk or a hand has cut is not kept for ever."""
    (path,) = write_class(tmp_path / "class", 1)
    run(tmp_path / "class", quick_zip, tmp_path / "out", [])
    results = tmp_path / "out" / path.stem / RESULTS_FILE
    whole = results.read_text(encoding="utf-8")
    results.write_text(whole[: len(whole) // 2], encoding="utf-8")
    run(tmp_path / "class", quick_zip, tmp_path / "out", [])
    assert results.read_text(encoding="utf-8") == whole


@pytest.mark.usefixtures("at_once")
def test_links_in_the_folder_of_results_lead_nowhere(quick_zip: Path, tmp_path: Path) -> None:
    """Whoever could put them there: nothing is written behind them, and the results stand in their place."""
    (path,) = write_class(tmp_path / "class", 1)
    elsewhere, out = tmp_path / "elsewhere", tmp_path / "out"
    elsewhere.mkdir()
    (elsewhere / "file").write_text("theirs", encoding="utf-8")
    out.mkdir()
    (out / path.stem).symlink_to(elsewhere)
    planted = ("grades.csv", ".grades.csv.partial", "report.html", ".report.html.partial", ".class.json.partial")
    for name in planted:
        (out / name).symlink_to(elsewhere / "file")
    write_outputs(out, run(tmp_path / "class", quick_zip, out, []), "en")
    for name in ("feedback.md", ".feedback.md.partial", "record.json", ".record.json.partial"):
        (out / path.stem / name).unlink(missing_ok=True)
        (out / path.stem / name).symlink_to(elsewhere / "file")
    write_outputs(out, run(tmp_path / "class", quick_zip, out, []), "en")
    assert [it.name for it in elsewhere.iterdir()] == ["file"]
    assert (elsewhere / "file").read_text(encoding="utf-8") == "theirs"
    assert [it.name for it in out.rglob("*") if it.is_symlink()] == []


def without_settings(packed: bytes) -> bytes:
    """Return a zip as of another thing: what lies in it is called otherwise."""
    return packed.replace(SETTINGS.as_posix().encode(), b"files/build/settings.toml")


def with_bytes_turned(name: str) -> Callable[[bytes], bytes]:
    """Return what damages one packed file, as a bad disk does."""

    def damage(packed: bytes) -> bytes:
        start = packed.index(name.encode()) + len(name) + 8
        return packed[:start] + bytes(byte ^ 0x5A for byte in packed[start : start + 40]) + packed[start + 40 :]

    return damage


def with_password(packed: bytes) -> bytes:
    """Return a zip whose settings can be read with a password alone, as its table of contents says."""
    start = packed.rindex(SETTINGS.as_posix().encode()) - 46 + 8
    return packed[:start] + bytes([packed[start] | 1]) + packed[start + 1 :]


BROKEN: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda packed: b"",
    "half": lambda packed: packed[: len(packed) // 2],
    "another zip": without_settings,
    "damaged settings": with_bytes_turned(SETTINGS.as_posix()),
    "a damaged check": with_bytes_turned("files/build/course/questions/q3_spatial_dropout/checks.py"),
    "a password": with_password,
    "no tests": lambda packed: packed.replace(b"tests/q", b"texts/q"),
}


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
def test_build_that_is_broken_is_one_line(broken: Callable[[bytes], bytes], quick_zip: Path, tmp_path: Path) -> None:
    """It names the file that was given, and what of it was unpacked does not stay."""
    with zipfile.ZipFile(quick_zip) as whole, zipfile.ZipFile(tmp_path / "b.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        for name in whole.namelist():
            packed.writestr(name, whole.read(name))
    (tmp_path / "b.zip").write_bytes(broken((tmp_path / "b.zip").read_bytes()))
    write_class(tmp_path / "class", 1)
    with pytest.raises(GraderError, match=r"b.zip is not an autograder.zip, or is damaged: run `python -m autograder"):
        run(tmp_path / "class", tmp_path / "b.zip", tmp_path / "out", [])
    assert not (tmp_path / "out" / WORK).exists()


@pytest.mark.usefixtures("at_once")
def test_build_that_is_replaced_during_a_run_is_one_line(
    quick_zip: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`build` in another window: no mark of the new one is kept as one of the old."""
    write_class(tmp_path / "class", 1)
    zip_path = Path(shutil.copy(quick_zip, tmp_path / "autograder.zip"))
    describe = grade.describe

    def build_anew(*told: Any) -> None:
        describe(*told)
        with zipfile.ZipFile(zip_path, "a") as archive:
            archive.writestr("more", "of it")

    monkeypatch.setattr(grade, "describe", build_anew)
    with pytest.raises(GraderError, match=r"was built anew meanwhile: run the same command again$"):
        run(tmp_path / "class", zip_path, tmp_path / "out", [])
    assert not list((tmp_path / "out").glob(f"*/{RECORD_FILE}"))
