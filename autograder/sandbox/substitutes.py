"""What stands in a worker for what the layers refuse and right code uses: the same results, in this process alone.

No guard and no way out: code that calls the system past these is refused as ever. Code that starts a process by
itself (`multiprocessing.Process`, `subprocess`) gets the usual PermissionError.
"""

import _multiprocessing
import functools
import inspect
import os
import threading
from pathlib import Path
from typing import Any

import torch
from torch.utils.data import DataLoader

# What a data loader without worker processes must not be given, and what it gets instead.
OF_WORKERS = {
    "num_workers": 0,
    "timeout": 0,
    "prefetch_factor": None,
    "persistent_workers": False,
    "multiprocessing_context": None,
}


def substitute(scratch: Path) -> None:
    """Put all substitutes in place, for a worker whose folder is `scratch`.

    Data loaders load in this process, locks between processes are locks between its threads, nothing is compiled
    (that `torch.compile` leaves a module as it is comes from a variable of the fork server's environment), and files
    in `scratch` keep the modes and dates that they have.
    """
    DataLoader.__init__ = _without_workers(DataLoader.__init__)  # type: ignore[method-assign]
    # The real ones lie in /dev/shm, which is closed. Thread pools and queues of `multiprocessing` make some.
    _multiprocessing.SemLock = ThreadLock
    torch.compile = _without_demands(torch.compile)
    # `shutil.copy` and whoever unpacks an archive set the modes and the dates of files.
    os.chmod = _as_it_is(os.chmod, scratch)
    os.utime = _as_it_is(os.utime, scratch)


def _without_workers(init: Any) -> Any:
    signature = inspect.signature(init)

    @functools.wraps(init)
    def changed(*given: Any, **named: Any) -> None:
        bound = signature.bind(*given, **named)
        if bound.arguments.get("num_workers"):
            bound.arguments.update({name: value for name, value in OF_WORKERS.items() if name in bound.arguments})
        init(*bound.args, **bound.kwargs)

    return changed


def _without_demands(compile_as_ever: Any) -> Any:
    @functools.wraps(compile_as_ever)
    def changed(model: Any = None, **named: Any) -> Any:
        # With fullgraph=True it raises where nothing was compiled.
        return compile_as_ever(model, **{**named, "fullgraph": False})

    return changed


def _as_it_is(change: Any, scratch: Path) -> Any:
    @functools.wraps(change)
    def changed(path: Any, *given: Any, **named: Any) -> None:
        try:
            change(path, *given, **named)
        except PermissionError:
            real = Path(f"/proc/self/fd/{path}" if isinstance(path, int) else os.fsdecode(path))
            if not real.resolve(strict=True).is_relative_to(scratch):
                raise

    return changed


class ThreadLock:
    """The semaphore or recursive lock that `multiprocessing.synchronize` builds its classes on, for threads alone."""

    RECURSIVE = 0
    SEM_VALUE_MAX = (1 << 31) - 1

    def __init__(self, kind: int, value: int, maxvalue: int, name: str, unlink: bool) -> None:
        self.kind, self.maxvalue, self.name, self.handle = kind, maxvalue, None, 0
        self._value = value
        self._holder: int | None = None
        self._held = 0
        self._changed = threading.Condition()

    def acquire(self, block: bool = True, timeout: float | None = None) -> bool:
        """Take one; return whether that worked in time."""
        with self._changed:
            if self.kind == self.RECURSIVE and self._is_mine():
                self._held += 1
                return True
            if not self._changed.wait_for(lambda: self._value > 0, timeout if block else 0):
                return False
            self._value -= 1
            self._held += 1
            self._holder = threading.get_ident()
            return True

    def release(self) -> None:
        """Give one back; raises what the real one does where there is none to give."""
        with self._changed:
            if self.kind == self.RECURSIVE:
                if not self._is_mine():
                    raise AssertionError("attempt to release recursive lock not owned by thread")
                if self._held > 1:
                    self._held -= 1
                    return
            elif self._value >= self.maxvalue:
                raise ValueError("semaphore or lock released too many times")
            self._held -= 1
            self._value += 1
            self._changed.notify()

    def __enter__(self) -> bool:
        return self.acquire()

    def __exit__(self, *raised: object) -> None:
        self.release()

    def _count(self) -> int:
        return self._held

    def _is_mine(self) -> bool:
        return self._held > 0 and self._holder == threading.get_ident()

    def _get_value(self) -> int:
        return self._value

    def _is_zero(self) -> bool:
        return self._value == 0

    def _after_fork(self) -> None: ...
