"""Control groups (version 2), where this process may make some: the kernel counts all memory and threads of a worker.

That is so in a container whose /sys/fs/cgroup can be written, and under `systemd-run --user --scope -p Delegate=yes`.
Everywhere else there is no group, and the watch from outside is what there is.
"""

import contextlib
import os
import time
from pathlib import Path
from secrets import token_hex

from autograder.grading import MIB

ROOT = Path("/sys/fs/cgroup")
SELF = Path("/proc/self/cgroup")
GRADERS = "graders"  # a group with groups in it may have no processes of its own: the grader's move here
NEEDED = frozenset({"memory", "pids"})
# systemd says by these attributes that a group is its owner's to divide.
DELEGATED = ("user.delegate", "trusted.delegate")
END_SECONDS = 2.0


class Group:
    """The group of one worker; `close` ends whatever is in it and removes it."""

    def __init__(self, folder: Path, memory_mib: float, threads: int) -> None:
        self._folder = folder
        folder.mkdir()
        self._write("memory.max", int(memory_mib * MIB))
        self._write("pids.max", threads)
        for name, value in (("memory.swap.max", 0), ("memory.oom.group", 1)):
            with contextlib.suppress(OSError):
                self._write(name, value)  # not without swap, not on old kernels

    def enter(self, pid: int) -> None:
        """Put a process into the group, before it runs any code that is not trusted."""
        self._write("cgroup.procs", pid)

    @property
    def overran(self) -> bool:
        """Whether the kernel has ended a process in it for its memory."""
        with contextlib.suppress(OSError, ValueError):
            events = dict(line.split() for line in (self._folder / "memory.events").read_text().splitlines())
            return int(events.get("oom_kill", 0)) > 0
        return False

    def close(self) -> None:
        """End what is left in the group, and remove it as soon as it is empty."""
        with contextlib.suppress(OSError):
            self._write("cgroup.kill", 1)
        deadline = time.monotonic() + END_SECONDS
        while self._folder.is_dir() and time.monotonic() < deadline:
            try:
                self._folder.rmdir()
            except OSError:
                time.sleep(0.01)

    def _write(self, name: str, value: int) -> None:
        # Without O_CREAT: what is not there is no file of the kernel's.
        file = os.open(self._folder / name, os.O_WRONLY)
        try:
            os.write(file, str(value).encode())
        finally:
            os.close(file)


def new_group(pid: int, memory_mib: float, threads: int) -> Group | None:
    """Put a process into a group of its own and return the group, None where this process may not make one."""
    group = None
    try:
        base = _base()
        if base is not None:
            group = Group(base / f"worker-{token_hex(6)}", memory_mib, threads)
            group.enter(pid)
    except OSError:
        if group is not None:
            group.close()
        return None
    return group


def _base() -> Path | None:
    """Return the group in which this process may make others; move its own processes out of the way."""
    own = _own()
    if own is None:
        return None
    base = own.parent if own.name == GRADERS else own
    if NEEDED - set((base / "cgroup.controllers").read_text().split()) or not _is_ours(base):
        return None
    graders = base / GRADERS
    graders.mkdir(exist_ok=True)
    for pid in (base / "cgroup.procs").read_text().split():
        with contextlib.suppress(ProcessLookupError):
            (graders / "cgroup.procs").write_text(pid)
    (base / "cgroup.subtree_control").write_text("+memory +pids")
    return base


def _own() -> Path | None:
    if not (ROOT / "cgroup.controllers").is_file():
        return None
    lines = SELF.read_text().splitlines()
    path = next((line.removeprefix("0::") for line in lines if line.startswith("0::")), None)
    return None if path is None else ROOT / path.lstrip("/")


def _is_ours(group: Path) -> bool:
    """Return whether nobody else divides a group: it is the root of a container, or systemd has said so."""
    if not os.access(group / "cgroup.subtree_control", os.W_OK):
        return False
    if group == ROOT:
        return (group / "cgroup.type").exists()  # which the root of the machine has not
    for name in DELEGATED:
        with contextlib.suppress(OSError):
            if os.getxattr(group, name) == b"1":
                return True
    return False
