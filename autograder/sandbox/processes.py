"""What Linux tells about processes in /proc: threads of a user, members of a session, memory. Empty elsewhere."""

import contextlib
import ctypes
import itertools
import os
import signal
import stat
import sys
import time
from collections.abc import Iterator
from pathlib import Path

PROC = Path("/proc")
# Below systemd's container range, above ordinary users; nobody else should be there, and that is looked up.
FIRST_UID, LAST_UID = 61_184, 65_000
PR_SET_PDEATHSIG = 1
OWN_MEMORY = ("RssAnon", "RssShmem", "VmSwap", "VmPTE")
_asked = itertools.count()


def free_uid() -> int:
    """Return a user id that no process has; a worker under it shares nothing with another one, nor with anybody."""
    taken = {int(status["Uid"].split()[0]) for _, status in _statuses()}
    # A worker that was started a moment ago may not have changed its user yet.
    start = FIRST_UID + (61 * os.getpid() + next(_asked)) % (LAST_UID - FIRST_UID)
    return next(uid for uid in (*range(start, LAST_UID), *range(FIRST_UID, start)) if uid not in taken)


def threads_of(uid: int) -> int:
    """Return how many threads a user has, which is what RLIMIT_NPROC counts."""
    return sum(int(status["Threads"]) for _, status in _statuses() if int(status["Uid"].split()[0]) == uid)


def thread_count(pid: int) -> int:
    """Return how many threads a process has, 0 when that cannot be read."""
    status = _status(pid)
    return 0 if status is None else int(status["Threads"])


def memory_mib(pid: int) -> float:
    """Return the memory that a process has for itself, with page tables and what is swapped out, 0 when unknown."""
    status = _status(pid)
    if status is None:
        return 0.0
    found = [status.get(key, "0 kB").split()[0] for key in OWN_MEMORY]
    return sum(int(number) for number in found if number.isdecimal()) / 1024


def nameless_mib(pid: int) -> float:
    """Return the size of the files that a process has open and nobody finds any more, 0 when that cannot be read."""
    sizes: dict[tuple[int, int], int] = {}
    folder = PROC / str(pid)
    for path in itertools.chain(_entries(folder / "fd"), _mapped_and_deleted(folder)):
        with contextlib.suppress(OSError):
            told = os.stat(path)
            if stat.S_ISREG(told.st_mode) and told.st_nlink == 0:
                sizes[told.st_dev, told.st_ino] = told.st_blocks * 512
    return sum(sizes.values()) / (1 << 20)


def _entries(folder: Path) -> list[str]:
    try:
        return [f"{folder}/{name}" for name in os.listdir(folder)]
    except OSError:
        return []


def _mapped_and_deleted(folder: Path) -> Iterator[str]:
    """Yield the mapped files that Linux calls deleted: a process that has loaded torch maps hundreds that are not."""
    try:
        lines = (folder / "maps").read_bytes().split(b"\n")
    except OSError:
        return
    for line in lines:
        if line.endswith(b" (deleted)"):
            start, _, end = line.split(b" ", 1)[0].decode("ascii").partition("-")
            yield f"{folder}/map_files/{int(start, 16):x}-{int(end, 16):x}"


def has_lost_its_main_thread(pid: int) -> bool:
    """Return whether a process lives on in other threads alone: it can answer nothing, and hides its memory."""
    status = _status(pid)
    return status is not None and status["State"].startswith("Z")


def cpu_seconds(pid: int) -> float:
    """Return the processor's time of a process and of those of its children that it has waited for, 0 if unknown."""
    try:
        fields = (PROC / str(pid) / "stat").read_bytes().rpartition(b")")[2].split()
    except OSError:
        return 0.0
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


class OwnTime:
    """How much time a process has had for itself: the processor's, and that in which it waited for nothing but itself.

    A busy machine makes code wait for a processor; that does not count, so the same code has the same time everywhere.
    `seconds` is what has been counted since the object was made, as of the last `look`.
    """

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._cpu = cpu_seconds(pid)
        self._at = time.monotonic()
        self._waits = False
        self.seconds = 0.0

    def look(self, *, last: bool = False) -> float:
        """Count what has passed since the last look; return `seconds`.

        A process counts as waiting only if it was found so twice in a row: between two looks it may have worked.
        last: after the end of the work that is measured, when waiting is no sign of anything.
        """
        now, cpu = time.monotonic(), cpu_seconds(self._pid)
        waits = not last and not wants_processor(self._pid)
        spent = max(cpu - self._cpu, 0.0)
        self.seconds += max(spent, now - self._at) if waits and self._waits else spent
        self._cpu, self._at, self._waits = cpu, now, waits
        return self.seconds


def wants_processor(pid: int) -> bool:
    """Return whether a thread of a process runs or waits for a processor; False where that is unknown."""
    try:
        threads = os.listdir(PROC / str(pid) / "task")
    except OSError:
        return False
    for thread in threads:
        try:
            state = (PROC / str(pid) / "task" / thread / "stat").read_bytes().rpartition(b")")[2].split()[0]
        except (OSError, IndexError):
            continue
        if state == b"R":
            return True
    return False


def end_session(leader: int, uid: int | None) -> None:
    """Kill the process group of `leader`, and what is left of its session and of its own user `uid`."""
    for kill in (os.killpg, os.kill):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            kill(leader, signal.SIGKILL)
    for pid, status in _statuses():
        own = uid is not None and int(status["Uid"].split()[0]) == uid
        if pid != leader and (own or _session(pid) == leader):
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(pid, signal.SIGKILL)


def end_with_parent() -> None:
    """Have Linux kill this process when the one that started it ends; other systems leave it to the two of them."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def _statuses() -> Iterator[tuple[int, dict[str, str]]]:
    if not PROC.is_dir():
        return
    for name in os.listdir(PROC):
        if name.isdecimal():
            status = _status(int(name))
            if status is not None:
                yield int(name), status


def _status(pid: int) -> dict[str, str] | None:
    try:
        text = (PROC / str(pid) / "status").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    # Not splitlines: a thread may have given itself a name with other ends of lines in it.
    fields = dict(line.split(":", 1) for line in text.split("\n") if ":" in line)
    return {key: value.strip() for key, value in fields.items()}


def _session(pid: int) -> int | None:
    try:
        return os.getsid(pid)
    except OSError:
        return None


def data_bytes() -> int:
    """Return what RLIMIT_DATA counts of this process so far: its private writable memory."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return 0
    return next(int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmData:"))
