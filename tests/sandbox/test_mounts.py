"""What the mounts layer does when a path cannot be shown; what it shows is tried in test_confinement and test_works."""

import errno
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.sandbox.layers import mounts


def calls_that_fail(monkeypatch: pytest.MonkeyPatch, fails: Callable[[str, tuple[object, ...]], bool]) -> list[str]:
    """Let the system calls of the layer do nothing, some of them with an error; return the list of their names."""
    made = []

    def call(name: str, *arguments: object) -> None:
        made.append(name)
        if fails(name, arguments):
            raise OSError(errno.EINVAL, "Invalid argument")

    monkeypatch.setattr(mounts, "_call", call)
    return made


def test_path_that_cannot_be_shown_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The others are shown all the same."""
    (tmp_path / "broken").touch()
    (tmp_path / "fine").touch()
    source = str(tmp_path / "broken").encode()
    calls_that_fail(monkeypatch, lambda name, arguments: name == "mount" and arguments[0] == source)
    root, scratch = tmp_path / "root", tmp_path / "scratch"
    scratch.mkdir()
    failed = mounts._fill(root, scratch, (tmp_path / "broken", tmp_path / "fine"), (), 1 << 20)
    assert [(path, str(error)) for path, error in failed] == [(tmp_path / "broken", "[Errno 22] Invalid argument")]
    assert (root / tmp_path.relative_to("/") / "fine").exists()


def read_only(name: str, arguments: tuple[object, ...]) -> bool:
    """Return whether a call makes one path read-only."""
    return name == "mount" and bool(int(getattr(arguments[3], "value", 0)) & mounts.MS_REMOUNT)


def test_what_cannot_be_made_read_only_is_taken_away(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """It is missing then, never writable."""
    (tmp_path / "file").touch()
    made = calls_that_fail(monkeypatch, read_only)
    with pytest.raises(OSError, match="Invalid argument"):
        mounts._show(tmp_path / "file", tmp_path / "root")
    assert made == ["mount", "mount", "umount2"]


def test_layer_fails_where_it_cannot_be_taken_away(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """This is no error of one path: it ends the whole layer."""
    (tmp_path / "file").touch()
    calls_that_fail(monkeypatch, lambda name, arguments: name == "umount2" or read_only(name, arguments))
    with pytest.raises(mounts.StillWritable):
        mounts._fill(tmp_path / "root", tmp_path, (tmp_path / "file",), (), 1 << 20)
