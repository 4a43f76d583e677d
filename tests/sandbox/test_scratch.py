"""The folder of a worker is measured without running away, and deleted whatever lies in it."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.sandbox.scratch import ENTRIES, delete_scratch, make_scratch, scratch_mib


def nest(folder: Path, depth: int) -> None:
    """Make folders in each other, deeper than a path may be long."""
    here = os.open(folder, os.O_RDONLY)
    for _ in range(depth):
        os.mkdir("inner", dir_fd=here)
        inner = os.open("inner", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = inner
    os.close(here)


def test_sizes_add_up() -> None:
    """Files in folders count, a link counts for itself only."""
    folder = make_scratch()
    (folder / "in").mkdir()
    (folder / "in" / "file").write_bytes(b"x" * (3 << 20))
    (folder / "link").symlink_to("/usr")
    assert 3 <= scratch_mib(folder) < 3.1
    delete_scratch(folder, None)
    assert not folder.exists()


def test_too_many_files_are_too_large() -> None:
    """Counting stops."""
    folder = make_scratch()
    for number in range(ENTRIES + 1):
        (folder / str(number)).touch()
    assert scratch_mib(folder) == float("inf")
    delete_scratch(folder, None)
    assert not folder.exists()


def test_folders_deeper_than_any_path_are_measured_and_deleted() -> None:
    """800 levels, which is more than a path may have, and closed folders with files in them."""
    folder = make_scratch()
    nest(folder, 800)
    (folder / "closed").mkdir()
    (folder / "closed" / "file").touch()
    (folder / "closed").chmod(0)
    assert scratch_mib(folder) == float("inf")
    delete_scratch(folder, None)
    assert not folder.exists()


def test_links_lead_nowhere(tmp_path: Path) -> None:
    """What a link points to stays."""
    (tmp_path / "kept").write_text("kept")
    folder = make_scratch()
    (folder / "link").symlink_to(tmp_path)
    (folder / "file").symlink_to(tmp_path / "kept")
    delete_scratch(folder, None)
    assert not folder.exists()
    assert (tmp_path / "kept").read_text() == "kept"


def test_what_is_renamed_meanwhile_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that is gone when it is looked at hides neither what stands after it in the list, nor itself for long."""
    folder = make_scratch()
    for name in ("first", "last"):
        (folder / name).write_bytes(bytes(1 << 20))
    (folder / "inner").mkdir()
    (folder / "inner" / "large").write_bytes(bytes(1 << 20))
    scan, moved = os.scandir, iter(range(3))

    @contextlib.contextmanager
    def scan_too_late(path: str) -> Iterator[list[os.DirEntry[str]]]:
        with scan(path) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
        for number in moved if path == str(folder) else ():
            for entry in found:
                os.rename(entry.path, f"{entry.path}{number}")
            break
        yield found

    monkeypatch.setattr(os, "scandir", scan_too_late)
    assert 3 <= scratch_mib(folder) < 3.1
    monkeypatch.undo()
    delete_scratch(folder, None)
