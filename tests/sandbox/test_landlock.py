"""Which files the Landlock layer opens: the libraries, without what the grader keeps among them."""

import errno
import socket
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import landlockpy
import pytest

from autograder.sandbox.layers import landlock
from autograder.sandbox.layers.landlock import held_without, library_folders, parts


def test_hidden_folder_is_left_out_of_the_libraries(tmp_path: Path) -> None:
    """An installed grader lies beside torch: its names can be listed, which imports need, and its files not read."""
    packages = tmp_path / "lib" / "site-packages"
    for name in ("torch/nn", "autograder/sandbox", "numpy"):
        (packages / name).mkdir(parents=True)
    (packages / "six.py").touch()
    opened = dict(parts((tmp_path / "lib",), (packages / "autograder",)))
    assert opened == {
        tmp_path / "lib": False,
        packages: False,
        packages / "torch": True,
        packages / "numpy": True,
        packages / "six.py": True,
    }


def test_path_inside_a_hidden_folder_is_not_opened(tmp_path: Path) -> None:
    """Also when it is asked for by its own name."""
    (tmp_path / "build" / "data").mkdir(parents=True)
    assert dict(parts((tmp_path / "build" / "data",), (tmp_path / "build",))) == {}


def test_libraries_are_folders_of_this_interpreter() -> None:
    """Neither the root of the system nor the place of this repository is among them."""
    folders = library_folders()
    assert Path("/") not in folders
    assert not any(Path(__file__).is_relative_to(folder) for folder in folders)


class Rules:
    """A set of rules that notes what it is given, puts nothing on this process, and cannot take some paths."""

    abi_version = 7

    def __init__(self, given: dict[Path, Any], broken: tuple[Path, ...]) -> None:
        self.given, self.broken = given, broken

    def __enter__(self) -> "Rules":
        return self

    def __exit__(self, *raised: object) -> None: ...

    def allow_path(self, path: str | Path, access: Any) -> None:
        """Note the rights of a path."""
        if Path(path) in self.broken:
            raise OSError(errno.EINVAL, "Invalid argument")
        self.given[Path(path)] = access

    def restrict(self) -> None: ...


def restricted(
    monkeypatch: pytest.MonkeyPatch, scratch: Path, readable: tuple[Path, ...], broken: tuple[Path, ...] = ()
) -> tuple[dict[Path, Any], str]:
    """Return the rights by path that a worker would get, and the detail of the layer."""
    given: dict[Path, Any] = {}
    fake = ModuleType("landlockpy")
    fake.__dict__.update(AccessFS=landlockpy.AccessFS, Scope=landlockpy.Scope)
    fake.__dict__["Ruleset"] = lambda **options: Rules(given, broken)
    monkeypatch.setitem(sys.modules, "landlockpy", fake)
    return given, landlock.restrict(scratch, readable, ())


def test_only_folders_get_the_rights_of_folders(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The kernel refuses the right to list for everything else: devices, sockets, files of /proc, and links to them."""
    (tmp_path / "file").touch()
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "folder")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "socket"))
    names = ("file", "link", "socket")
    others = tuple(Path(path) for path in ("/dev/urandom", "/dev/zero", "/proc/self/status", "/proc/cpuinfo"))
    given, _ = restricted(monkeypatch, tmp_path / "scratch", (*(tmp_path / name for name in names), *others))
    listed = {path for path, access in given.items() if landlockpy.AccessFS.READ_DIR in access}
    assert all(path.is_dir() for path in listed - {tmp_path / "scratch"})
    assert tmp_path / "folder" in listed
    assert {tmp_path / "file", tmp_path / "socket", *others[:2]} <= given.keys() - listed


def test_path_that_cannot_be_opened_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The layer holds, and its detail names the path and the error; what is not there is no error."""
    broken = tmp_path / "broken"
    broken.touch()
    given, detail = restricted(monkeypatch, tmp_path, (broken, tmp_path / "gone"), (broken, tmp_path / "gone"))
    assert broken not in given
    assert Path("/dev/null") in given
    assert detail == f"ABI 7; could not be opened: {broken} (Invalid argument)"


def test_old_kernel_does_not_hold_the_layer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where emptying a file is not writing it, an ordinary user's files need another layer."""
    monkeypatch.setattr(Rules, "abi_version", 2)
    with pytest.raises(landlock.OldKernel, match="ABI 2: files outside the scratch folder can be emptied"):
        restricted(monkeypatch, tmp_path, ())


def test_many_such_paths_are_counted(tmp_path: Path) -> None:
    """The detail stays a line."""
    paths = [tmp_path / str(number) for number in range(20)]
    for path in paths:
        path.touch()
    assert held_without("held", [(path, OSError(errno.EIO, "broken")) for path in paths]).endswith("and 15 more")
    assert held_without("held", []) == "held"
