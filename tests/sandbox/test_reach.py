"""Which folders the user of a worker reaches, by their modes and past closed folders."""

import sys
from pathlib import Path

import pytest

from autograder.sandbox.reach import open_to_all


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project in a closed folder, with folders of libraries, tests and a build in it."""
    project = tmp_path / "closed" / "project"
    for name in (".venv/lib", "tests", "dist/build"):
        (project / name).mkdir(parents=True)
    for folder in (project, *project.rglob("*")):
        folder.chmod(0o755)
    project.parent.chmod(0o700)
    monkeypatch.setattr(sys, "path", [])
    return project


def test_closed_folder_above_is_a_guard_where_no_library_lies_behind_it(project: Path) -> None:
    """Nobody gets past it."""
    assert not open_to_all(project / "tests")


def test_closed_folder_above_is_no_guard_where_a_library_lies_behind_it(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A worker has a descriptor there: what lies beside it must be closed itself, or on the way down."""
    monkeypatch.setattr(sys, "path", [str(project / ".venv" / "lib")])
    assert open_to_all(project / "tests")
    assert open_to_all(project / "dist" / "build")
    (project / "tests").chmod(0o700)
    (project / "dist").chmod(0o700)
    assert not open_to_all(project / "tests")
    assert not open_to_all(project / "dist" / "build")
