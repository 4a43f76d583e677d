"""What checks compare with is not there for an answer to call."""

import shutil
from pathlib import Path

import pytest

from autograder.examination import Examination, lay_out_data
from autograder.hidden import hidden_check
from autograder.paths import LIBRARY_FOLDER
from autograder.sandbox import scratch
from autograder.trial import load_build
from coursekit.feedback import CheckFailed
from coursekit.probes import PROVIDER
from coursekit.submission.source import Cell, Submission
from tests.course import BUILD_FOLDER
from tests.hostile.cases import HOSTILE, read_case


def test_answer_cannot_call_the_network_of_the_checks(built: Path) -> None:
    """It is told that the package is not there; the rest of the library is."""
    build = load_build(BUILD_FOLDER)
    source = read_case(HOSTILE / "forging_by_recognisers.py").source()
    data = lay_out_data(build)
    library = data / LIBRARY_FOLDER / build.course.library_folder.name
    assert build.course.file.withheld
    assert [name for name in build.course.file.withheld if (library / name).exists()] == []
    assert all((build.course.library_folder / name).exists() for name in build.course.file.withheld)
    assert (library / "training.py").exists()
    submission = Submission("work.py", True, (Cell(source),))
    examination = Examination(submission, build, data, language="en", unconfined=False)
    try:
        with pytest.raises(CheckFailed, match=r"seminar\.recognisers"):
            hidden_check("q1", "function", {PROVIDER: examination})
    finally:
        examination.close()


def test_full_folder_for_temporary_files_is_one_line(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not a list of all files that found no room; what was copied is deleted, for those who need the room."""

    def full(source: Path, target: Path, **how: object) -> None:
        target.mkdir()
        lost = [(f"{source}/{name}", f"{target}/{name}", "[Errno 28] No space left on device") for name in range(50)]
        raise shutil.Error(lost)

    monkeypatch.setattr(scratch, "_place", lambda: str(tmp_path))
    monkeypatch.setattr(shutil, "copytree", full)
    with pytest.raises(OSError, match="make room there, or name another folder in TMPDIR") as told:
        lay_out_data(load_build(BUILD_FOLDER))
    assert len(str(told.value)) < 300
    assert list(tmp_path.iterdir()) == []
