"""The zip as the platform gave it: read as the folder that it would be, and no zip of a student's is taken for one."""

import os
import tempfile
import time
import zipfile
from pathlib import Path

import pytest

from autograder.classroom.submissions import find_submissions, look_through
from autograder.errors import GraderError
from autograder.lms import export_zip
from autograder.lms.export_zip import is_export, opened

EXPORTS = {
    "Moodle": (
        ["Анна Ли_7_assignsubmission_file_/hw.ipynb", "Bo_8_assignsubmission_onlinetext_/onlinetext.html"],
        [("Анна Ли", "moodle 7"), ("Bo", "moodle 8")],
    ),
    "flat Moodle": (["Ann_7_assignsubmission_file_hw.ipynb"], [("Ann", "moodle 7")]),
    "Canvas": (["ann_7_4567_hw.ipynb", "bo_LATE_8_4568_hw.pdf"], [("ann", "canvas 7"), ("bo", "canvas 8")]),
    "Gradescope": (
        ["assignment_1_export/submission_5/hw.ipynb", "assignment_1_export/submission_metadata.yml"],
        [("Ann", "gradescope 5")],
    ),
    "Brightspace": (["12-3 - Ann Li - Sep 20, 2024 930 PM/hw.ipynb", "index.html"], [("Ann Li", "brightspace 12")]),
    "Blackboard": (["HW_ann_attempt_2024-09-20-13-05-33_hw.ipynb"], [("ann", "blackboard ann")]),
}
METADATA = "submission_5:\n  :submitters:\n  - :name: Ann\n"


def packed(path: Path, names: list[str]) -> Path:
    """Write a zip with these entries; return it."""
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, METADATA if name.endswith(".yml") else "{}")
    return path


@pytest.mark.parametrize(("names", "students"), EXPORTS.values(), ids=list(EXPORTS))
def test_export_is_read_as_it_was_downloaded(tmp_path: Path, names: list[str], students: list[tuple[str, str]]) -> None:
    """Every student of it, and nothing is left on the disk."""
    with opened([packed(tmp_path / "download.zip", names)]) as (paths, damaged):
        found, lines = look_through(paths)
        assert sorted((one.student, one.account) for one in found) == sorted(students)
        assert damaged == lines == []
        assert all(one.path.exists() for one in found)
    assert not any(path.exists() for path in paths)


def test_what_a_killed_run_unpacked_is_deleted_by_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And what a run that is still there has unpacked is not."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    killed = tmp_path / f"{export_zip.PREFIX}killed"
    killed.mkdir()
    os.utime(killed, (0, 0))
    with opened([packed(tmp_path / "download.zip", EXPORTS["Moodle"][0])]) as ((working,), _):
        assert not killed.exists()
        os.utime(working.parents[1], (0, 0))
        with opened([tmp_path / "download.zip"]):
            assert working.exists()
    assert list(tmp_path.glob(f"{export_zip.PREFIX}*")) == []


@pytest.mark.parametrize(
    ("zips", "names"),
    [
        (["anna.zip"], ["hw.ipynb", "layers.py"]),
        (["anna.zip"], ["Bo_8_assignsubmission_file_/hw.ipynb", "mine.ipynb"]),
        (["ann_7_4567_hw.zip"], ["bo_8_4568_hw.ipynb"]),
        (["Ann_7_assignsubmission_file_hw.zip"], ["Bo_8_assignsubmission_file_/hw.ipynb"]),
        (["anna.zip"], []),
    ],
    ids=["plain", "another one's name beside his own", "a Canvas file", "a Moodle file", "empty"],
)
def test_zip_of_a_student_stays_one_submission(tmp_path: Path, zips: list[str], names: list[str]) -> None:
    """Whatever a student calls what is in there, it is not the work of others."""
    for name in zips:
        path = packed(tmp_path / name, names)
        assert not is_export(path)
        with opened([path]) as (paths, _):
            assert paths == [path]


def test_export_among_zips_of_students_is_none(tmp_path: Path) -> None:
    """Named by a shell's pattern beside others it may be a student's: then it speaks for nobody else."""
    forged = packed(tmp_path / "eve.zip", ["Bo_8_assignsubmission_file_/hw.ipynb"])
    others = packed(tmp_path / "anna.zip", ["hw.ipynb"])
    with opened([forged, others]) as (paths, _):
        assert paths == [forged, others]


def test_several_exports_are_read_together(tmp_path: Path) -> None:
    """As of two groups of one course."""
    zips = [packed(tmp_path / f"{name}.zip", [f"{name}_7_assignsubmission_file_/hw.ipynb"]) for name in ("a", "b")]
    with opened(zips) as (paths, _):
        assert [one.student for one in look_through(paths)[0]] == ["a", "b"]


def test_names_that_do_not_say_their_encoding_are_read(tmp_path: Path) -> None:
    """As Windows in Russia writes them."""
    path = packed(tmp_path / "download.zip", ["AAAA_7_assignsubmission_file_/hw.ipynb"])
    path.write_bytes(path.read_bytes().replace(b"AAAA", "Анна".encode("cp866")))
    with opened([path]) as (paths, _):
        assert [one.student for one in look_through(paths)[0]] == ["Анна"]


def test_nothing_is_written_outside_and_long_names_are_cut(tmp_path: Path) -> None:
    """Paths that lead out are left out, a name that is too long for the disk keeps its end."""
    names = ["../Eve_6_assignsubmission_file_/hw.ipynb", f"Ann_7_assignsubmission_file_/{'я' * 200}.ipynb"]
    with opened([packed(tmp_path / "download.zip", names)]) as (paths, _):
        (one,) = look_through(paths)[0]
        assert (one.student, one.path.suffix) == ("Ann", ".ipynb")


def test_damaged_file_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    """Its student has a row, and a line says what to do."""
    path = packed(
        tmp_path / "download.zip", ["Ann_7_assignsubmission_file_/a.ipynb", "Bo_8_assignsubmission_file_/b.py"]
    )
    path.write_bytes(path.read_bytes().replace(b"a.ipynb{}", b"a.ipynb{!", 1))
    with opened([path]) as (paths, damaged):
        assert [one.student for one in look_through(paths)[0]] == ["Ann", "Bo"]
        assert len(damaged) == 1
        assert "download it again" in damaged[0]


def test_what_is_unpacked_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One line, and nothing stays on the disk."""
    monkeypatch.setattr(export_zip, "MOST_BYTES", 1)
    path = packed(tmp_path / "download.zip", ["Ann_7_assignsubmission_file_/a.ipynb"])
    with pytest.raises(GraderError, match=r"^download\.zip: has more than"), opened([path]):
        pass


def test_path_that_is_too_long_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    """Students make folders in each other, on Moodle for one: two thousand of them ended the run of the class."""
    whose = "Ann Lee_{}_assignsubmission_file/{}hw.ipynb"
    names = [whose.format(1, ""), whose.format(2, "d/" * 2500), whose.format(3, "")]
    with opened([packed(tmp_path / "download.zip", names)]) as (paths, lines):
        assert len(list(paths[0].rglob("hw.ipynb"))) == 2
        assert len(lines) == 1
        assert "too long" in lines[0]


@pytest.mark.parametrize(
    "name",
    [
        "a/" * 30_000 + "hw.ipynb",
        "/" * 60_000 + "hw.ipynb",
        f"ann_7_{'9' * 5000}_hw.ipynb",
        f"submission_{'9' * 5000}/hw.ipynb",
        "1-2 - Ann - Jan 1, 0001 100 AM/hw.ipynb",
        "ann_7_4567_" + "_1" * 30_000,
    ],
)
def test_names_in_a_students_zip_cost_nothing(tmp_path: Path, name: str) -> None:
    """Of a class of zips each is asked whether it is an export: names there are as long as 65,535 bytes."""
    zips = [packed(tmp_path / f"{n}.zip", ["ann_7_4567_hw.ipynb", name]) for n in range(2)]
    started = time.process_time()
    with opened(zips) as (paths, _):
        assert find_submissions(paths)
    assert time.process_time() - started < 2
