"""Notes inside a worker what student code tries that honest code has no reason to: for a human to look at.

The layers of the sandbox refuse these things anyway. A hint, not a guard: what code knows of this it can get around,
and no mark depends on it.
"""

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

# What a grader accepts as an answer; the feedback of the report has a text for each.
NETWORK, PROGRAM, SIGNAL, READ, WRITE = "network", "program", "signal", "read", "write"
KINDS = (NETWORK, PROGRAM, SIGNAL, READ, WRITE)

PROGRAMS = ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "pty.spawn")
# What `platform`, `ctypes.util` and whoever looks for a GPU ask about the machine: refused too, but nothing to look at.
ASKING = frozenset({"uname", "ldconfig", "gcc", "cc", "ld", "objdump", "lscpu", "nvidia-smi"})
ADDRESSES = ("socket.connect", "socket.bind", "socket.sendto")
NAMES = ("socket.getaddrinfo", "socket.gethostbyname")
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
FREE = ("/dev/", "/proc/self/")

_tried: set[str] = set()


def tried() -> list[str]:
    """Return which KINDS of things were tried since `watch`."""
    return sorted(_tried)


def watch(scratch: Path, hidden: Sequence[Path]) -> None:
    """Begin to note what is tried: connections, programs, signals, files beside `scratch`, what is `hidden`."""
    own = (str(scratch), *FREE)
    secret = tuple(f"{path}/" for path in hidden)

    def note(event: str, arguments: tuple[Any, ...], kind_of: Callable[..., str | None] = _kind) -> None:
        kind = kind_of(event, arguments, own, secret)
        if kind is not None:
            _tried.add(kind)

    sys.addaudithook(note)


def _kind(event: str, arguments: tuple[Any, ...], own: tuple[str, ...], secret: tuple[str, ...]) -> str | None:
    if event == "open":
        path, _, flags = arguments
        return _opening(path, flags, own, secret) if isinstance(path, str) else None
    if event in PROGRAMS:
        return None if event == PROGRAMS[0] and _program(*arguments[:2]) in ASKING else PROGRAM
    # Processes of one program talk by local sockets, whose address is a path: data loaders do.
    if event in NAMES or (event in ADDRESSES and isinstance(arguments[1], tuple)):
        return NETWORK
    if event in ("os.kill", "os.killpg") and arguments[0] != os.getpid():
        return SIGNAL
    return None


def _program(executable: Any, arguments: Any) -> str:
    first = executable or (arguments[0] if isinstance(arguments, list | tuple) and arguments else arguments)
    return os.path.basename(first) if isinstance(first, str) else ""


def _opening(path: str, flags: Any, own: tuple[str, ...], secret: tuple[str, ...]) -> str | None:
    place = os.path.abspath(path)
    if isinstance(flags, int) and flags & WRITING and not place.startswith(own):
        return WRITE
    return READ if place.startswith(secret) else None
