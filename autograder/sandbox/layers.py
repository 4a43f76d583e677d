"""The confinement that a worker puts on itself before any student code runs: layers, each held or not available here.

A layer that cannot be had on this machine never stops grading; it is reported, so that the instructor can decide.
"""

import contextlib
import ctypes
import os
import resource
import signal
import stat
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.grading import MIB
from autograder.sandbox import capabilities, landlock, mounts, reach, syscalls
from autograder.sandbox.processes import data_bytes, threads_of

PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_NO_NEW_PRIVS = 1, 4, 38
# Set by instructors who run Otter itself: "1" grades where student code cannot be confined.
UNCONFINED_VARIABLE = "AUTOGRADER_UNCONFINED"
OPEN_FILES = 256
THREADS = 64


@dataclass(frozen=True)
class Layer:
    """Whether a layer holds, and how, or why not."""

    held: bool
    detail: str


@dataclass(frozen=True)
class Confinement:
    """What a worker may keep: its wire, one folder to write, folders to read (without the `hidden` ones), limits.

    uid: the user to become, None to stay. without: names of layers that are left out, for tests.
    """

    wire: int
    scratch: Path
    uid: int | None
    memory_mib: float
    file_mib: float
    cpu_seconds: int
    readable: tuple[Path, ...]
    hidden: tuple[Path, ...]
    parent: int
    without: frozenset[str] = frozenset()


class NotAvailable(Exception):
    """A layer that this machine does not have; the message says why."""


def confine(confinement: Confinement) -> dict[str, Layer]:
    """Apply every layer to this process and say which ones hold. There is no way back."""
    held: dict[str, Layer] = {}
    for name, apply in LAYERS.items():
        if name in confinement.without:
            held[name] = Layer(False, "switched off")
            continue
        try:
            held[name] = Layer(True, apply(confinement))
        except Exception as error:
            # Whatever a kernel or a library says against it: the layer is not there, and the report says so.
            first = (str(error).splitlines() or [""])[0][:200]
            held[name] = Layer(False, first if isinstance(error, NotAvailable) else f"{type(error).__name__}: {first}")
    os.chdir(confinement.scratch)
    return held


def is_confined(layers: Mapping[str, Layer]) -> bool:
    """Return whether student code is kept from the grader's files and processes: the least to grade strangers' code.

    Files need a user of their own, Landlock or a root of their own, processes and sockets need seccomp.
    """
    files = ("user", "landlock", "mounts")
    return layers["seccomp"].held and any(layers[name].held for name in files)


def guards_files(layers: Mapping[str, Layer]) -> bool:
    """Return whether a worker is kept from files that every user may read: a user of its own alone does not do that."""
    return layers["landlock"].held or layers["mounts"].held


def _descriptors(confinement: Confinement) -> str:
    """Close what was inherited, except the standard streams and the wire."""
    keep = {0, 1, 2, confinement.wire}
    places = [place for place in ("/proc/self/fd", "/dev/fd") if os.path.isdir(place)]
    opened = [int(name) for name in os.listdir(places[0])] if places else range(OPEN_FILES)
    for descriptor in set(opened) - keep:
        try:
            os.close(descriptor)
        except OSError:
            continue
    return "closed, except the wire and the output"


def _session(confinement: Confinement) -> str:
    if os.getsid(0) != os.getpid():
        os.setsid()
    return "own session and process group"


def _no_new_privileges(confinement: Confinement) -> str:
    _prctl(PR_SET_NO_NEW_PRIVS, 1)
    return "no program can give more rights"


def _limits(confinement: Confinement) -> str:
    """Bound memory, processor time, files, descriptors and threads; memory counts from what the libraries took."""
    data = data_bytes() + int(confinement.memory_mib * MIB)
    wanted = {
        "RLIMIT_DATA": data,
        "RLIMIT_CPU": confinement.cpu_seconds,
        "RLIMIT_FSIZE": int(confinement.file_mib * MIB),
        "RLIMIT_NOFILE": OPEN_FILES,
        "RLIMIT_CORE": 0,
        "RLIMIT_MSGQUEUE": 0,
    }
    if sys.platform == "linux":
        uid = os.getuid() if confinement.uid is None else confinement.uid
        wanted["RLIMIT_NPROC"] = threads_of(uid) + THREADS
    for name, value in wanted.items():
        kind = getattr(resource, name, None)
        if kind is not None:
            _, hard = resource.getrlimit(kind)
            value = value if hard == resource.RLIM_INFINITY else min(value, hard)
            resource.setrlimit(kind, (value, value))
    return (
        f"memory {confinement.memory_mib:g} MiB (RLIMIT_DATA; what it does not count is watched from outside), "
        f"{OPEN_FILES} descriptors, {THREADS} threads"
    )


def _user(confinement: Confinement) -> str:
    if confinement.uid is None:
        raise NotAvailable("only root can change the user")
    folders = reach.open_unreachable(sys.path)
    os.chown(confinement.scratch, confinement.uid, confinement.uid)
    for stream in (1, 2):
        # So that it can be opened by its name: /dev/stdout. A terminal or a file stays whose it is.
        if stat.S_ISFIFO(os.fstat(stream).st_mode):
            os.fchown(stream, confinement.uid, confinement.uid)
    # Some containers forbid it; the groups that stay are then those of the container's root.
    with contextlib.suppress(PermissionError):
        os.setgroups([])
    capabilities.drop_bounds()
    os.setresgid(confinement.uid, confinement.uid, confinement.uid)
    os.setresuid(confinement.uid, confinement.uid, confinement.uid)
    if os.getresuid() != (confinement.uid,) * 3 or os.getresgid() != (confinement.uid,) * 3:
        raise NotAvailable("the user did not change")
    reach.redirect_imports(folders)
    return "a user of its own"


def _capabilities(confinement: Confinement) -> str:
    if sys.platform != "linux":
        raise NotAvailable("Linux only")
    return capabilities.restrict()


def _not_dumpable(confinement: Confinement) -> str:
    """Keep other processes of this user from this one's memory, and end this one with its grader."""
    _prctl(PR_SET_DUMPABLE, 0)
    _prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != confinement.parent:
        os._exit(1)
    return "memory closed to other processes"


def _mounts(confinement: Confinement) -> str:
    if sys.platform != "linux":
        raise NotAvailable("Linux only")
    _require_one_thread()
    size = int(confinement.file_mib * MIB)
    return mounts.restrict(confinement.scratch, confinement.readable, confinement.hidden, size)


def _landlock(confinement: Confinement) -> str:
    _require_one_thread()
    return landlock.restrict(confinement.scratch, confinement.readable, confinement.hidden)


def _seccomp(confinement: Confinement) -> str:
    _require_one_thread()
    return syscalls.restrict()


def _require_one_thread() -> None:
    """A filter is put on one thread and those that it starts; another thread would go free."""
    if sys.platform != "linux":
        raise NotAvailable("Linux only")
    count = len(os.listdir("/proc/self/task"))
    if count > 1:
        raise NotAvailable(f"{count} threads run already")


def _prctl(option: int, value: int) -> None:
    if sys.platform != "linux":
        raise NotAvailable("Linux only")
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(option, value, 0, 0, 0):
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


# In the order in which they are put on: each one takes away what only the ones before it need.
LAYERS: dict[str, Callable[[Confinement], str]] = {
    "descriptors": _descriptors,
    "session": _session,
    "no_new_privileges": _no_new_privileges,
    "limits": _limits,
    "mounts": _mounts,
    "landlock": _landlock,
    "user": _user,
    "capabilities": _capabilities,
    "not_dumpable": _not_dumpable,
    "seccomp": _seccomp,
}
