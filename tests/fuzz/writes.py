"""Sees what a reader does to the system beside reading: files written, made, moved; programs, sockets, pickles."""

import os
import sys
from types import TracebackType
from typing import Any

ACTS = ("os.", "shutil.", "subprocess.", "socket.", "pickle.", "ctypes.")
READING = ("os.listdir", "os.scandir")
_watching: list["Writes"] = []


class Writes:
    """A context; `seen` has the path of every file opened for writing and the name of every other act."""

    _installed = False

    def __init__(self) -> None:
        self.seen: list[str] = []

    def __enter__(self) -> "Writes":
        if not Writes._installed:
            sys.addaudithook(_note)  # for good: Python cannot take one back
            Writes._installed = True
        self._bytecode, sys.dont_write_bytecode = sys.dont_write_bytecode, True
        _watching.append(self)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        _watching.remove(self)
        sys.dont_write_bytecode = self._bytecode


def _note(event: str, given: tuple[Any, ...]) -> None:
    if not _watching:
        return
    if event == "open":
        path, _, flags = given
        if flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            _watching[-1].seen.append(str(path))
    elif event.startswith(ACTS) and event not in READING:
        _watching[-1].seen.append(event)
