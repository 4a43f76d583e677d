"""What a layer of the sandbox is, what it is told, and what several of them use; each one is a module beside this."""

import ctypes
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_NO_NEW_PRIVS = 1, 4, 38


class Guarded(Enum):
    """What student code must be kept from before strangers' code may be graded.

    FILES: those of the grader's user. OPEN_FILES: those that every user of the machine may read. PROCESSES: other ones,
    and sockets.
    """

    FILES = auto()
    OPEN_FILES = auto()
    PROCESSES = auto()


@dataclass(frozen=True)
class Confinement:
    """What a worker may keep: its wire, one folder to write, folders to read (without the `hidden` ones), limits.

    uid: the user to become, None to stay. gpu_files: devices of a graphics card that it may command; without any,
    no card can be reached. without: names of layers that are left out, for tests.
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
    gpu_files: tuple[Path, ...] = ()
    without: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Layer:
    """One layer.

    stops: what it stops, as SECURITY.md tells it. apply: puts it on this process and returns a few words of how it
    holds; raises NotAvailable, or whatever a kernel or a library says against it. guards: what it keeps student code
    from all by itself.
    """

    name: str
    stops: str
    apply: Callable[[Confinement], str]
    guards: frozenset[Guarded] = frozenset()


@dataclass(frozen=True)
class LayerState:
    """Whether a layer holds, and how, or why not."""

    held: bool
    detail: str


class NotAvailable(Exception):
    """A layer that this machine does not have; the message says why."""


def require_linux() -> None:
    """Raise NotAvailable elsewhere."""
    if sys.platform != "linux":
        raise NotAvailable("Linux only")


def require_one_thread() -> None:
    """Raise NotAvailable where others run: a filter is put on one thread and those that it starts."""
    require_linux()
    count = len(os.listdir("/proc/self/task"))
    if count > 1:
        raise NotAvailable(f"{count} threads run already")


def prctl(option: int, value: int) -> None:
    """Set an attribute of this process; raises NotAvailable, or OSError."""
    require_linux()
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(option, value, 0, 0, 0):
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
