"""Control groups on a folder that looks like the kernel's: who makes one, what is written, and when there is none."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from autograder.grading import MIB
from autograder.sandbox import cgroups

FILES = ("memory.max", "pids.max", "memory.swap.max", "memory.oom.group", "cgroup.procs", "cgroup.kill")


def make_group(path: Path, **files: str) -> Path:
    """Make a folder with the files of a group."""
    path.mkdir(parents=True, exist_ok=True)
    for name in ("cgroup.procs", "cgroup.subtree_control", "cgroup.type", *FILES):
        (path / name).touch()
    (path / "cgroup.controllers").write_text(files.get("controllers", "cpu memory pids"))
    return path


@pytest.fixture
def container(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The root of a container's groups, with two processes in it; new folders get the files of a group."""
    root = make_group(tmp_path / "cgroup")
    (root / "cgroup.procs").write_text("1\n7\n")
    (tmp_path / "self").write_text("0::/\n")
    monkeypatch.setattr(cgroups, "ROOT", root)
    monkeypatch.setattr(cgroups, "SELF", tmp_path / "self")
    mkdir = Path.mkdir

    def made(path: Path, *arguments: Any, **named: Any) -> None:
        mkdir(path, *arguments, **named)
        for name in FILES if path.parent == root else ():
            (path / name).touch()

    monkeypatch.setattr(Path, "mkdir", made)
    return root


def test_group_bounds_memory_and_threads(container: Path) -> None:
    """The grader's own processes move aside, and the worker goes into its group."""
    group = cgroups.new_group(42, 100, 64)
    assert group is not None
    (folder,) = container.glob("worker-*")
    told = {name: (folder / name).read_text() for name in FILES[:5]}
    assert told == dict(zip(FILES, (str(100 * MIB), "64", "0", "1", "42"), strict=False))
    assert (container / "cgroup.subtree_control").read_text() == "+memory +pids"
    assert (container / cgroups.GRADERS / "cgroup.procs").read_text() == "7"
    assert not group.overran
    (folder / "memory.events").write_text("low 0\noom 1\noom_kill 1\n")
    assert group.overran


def test_process_that_has_moved_aside_makes_groups_beside_its_own(container: Path) -> None:
    """As the processes of a pool are, which the first one has started."""
    (container / "cgroup.procs").write_text("")
    cgroups.SELF.write_text(f"0::/{cgroups.GRADERS}\n")
    assert cgroups.new_group(42, 100, 64) is not None
    assert len(list(container.glob("worker-*"))) == 1


NONE: dict[str, Callable[[Path], object]] = {
    "version 1": lambda root: (root / "cgroup.controllers").unlink(),
    "no memory": lambda root: (root / "cgroup.controllers").write_text("hugetlb"),
    "the root of the machine": lambda root: (root / "cgroup.type").unlink(),
    "somebody else's": lambda root: (cgroups.SELF.write_text("0::/user.slice\n"), make_group(root / "user.slice")),
    "no group": lambda root: cgroups.SELF.write_text("1:name=systemd:/\n"),
}


@pytest.mark.parametrize("change", NONE.values(), ids=NONE)
def test_nothing_is_touched_where_groups_are_not_ours(container: Path, change: Callable[[Path], object]) -> None:
    """Then there is the watch."""
    change(container)
    assert cgroups.new_group(42, 100, 64) is None
    assert (container / "cgroup.procs").read_text() == "1\n7\n"
    assert list(container.glob("worker-*")) == []


def test_group_is_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A group that is not empty soon stays: the grader does not wait for it."""
    monkeypatch.setattr(cgroups, "END_SECONDS", 0.05)
    group = cgroups.Group.__new__(cgroups.Group)
    group._folder = tmp_path / "worker"
    group._folder.mkdir()
    group.close()
    assert not group._folder.exists()
    make_group(group._folder)
    group.close()
    assert (group._folder / "cgroup.kill").read_text() == "1"
