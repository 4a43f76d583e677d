"""What judging may take of the process that judges: checks compute with numbers that a submission has chosen.

Every search in a check has a bound of its own that right answers never near. This is the net below them, for a search
that nobody has thought of: the submission loses the question, and the process goes on with the next one.
"""

import contextlib
import ctypes
import resource
import sys
import threading
import time
from collections.abc import Callable, Iterator
from typing import TypeVar

from autograder.grading import MIB
from autograder.sandbox.processes import data_bytes

T = TypeVar("T")

LOOK_SECONDS = 0.2  # between two looks at the clock
AGAIN_SECONDS = 5.0  # of the processor, after which judging is stopped once more: time to end a worker is far below
# How PyTorch's allocator and C++ say that there is no memory, in a RuntimeError.
NO_MEMORY = ("DefaultCPUAllocator", "bad_alloc", "can't allocate memory")


class JudgingLimitError(Exception):
    """Judging took more time or memory than it may; the text says what, for people: "61 s" or "2048 MiB"."""


class _TooLong(BaseException):
    """Raised in the thread that judges; nothing that a check catches."""


class JudgingLimits:
    """What all questions of one submission may take together: seconds of the processor, and MiB beyond what is there.

    Time in which the submission's own code runs is not counted here: that is another process, with its own budgets.
    """

    def __init__(self, seconds: float, mib: float) -> None:
        self._seconds = self._left = seconds
        self._mib = mib

    def run(self, work: Callable[[], T]) -> T:
        """Return what `work` returns; raises JudgingLimitError."""
        started = time.thread_time()
        try:
            with _memory(self._mib):
                return _timed(work, self._left)
        except _TooLong:
            raise JudgingLimitError(f"{self._seconds:g} s") from None
        except (MemoryError, RuntimeError) as error:
            if isinstance(error, MemoryError) or any(word in str(error) for word in NO_MEMORY):
                raise JudgingLimitError(f"{self._mib:g} MiB") from None
            raise
        finally:
            self._left = max(0.0, self._left - (time.thread_time() - started))


def _timed(work: Callable[[], T], seconds: float) -> T:
    """Run `work`; raise _TooLong in it, between two steps of Python, once it took so many seconds of the processor.

    A signal would do the same, but only in the main thread, and a Dask worker grades in another. Python drops what is
    raised while it frees an object or collects garbage: then it is raised again.
    """
    if sys.platform != "linux":
        return work()  # strangers' code is graded on Linux
    thread, done = threading.get_ident(), threading.Event()
    end = time.thread_time() + seconds
    clock = time.pthread_getcpuclockid(thread)

    def watch() -> None:
        limit = end
        while not done.wait(LOOK_SECONDS):
            if time.clock_gettime(clock) > limit:
                _raise_in(thread, _TooLong)
                limit = time.clock_gettime(clock) + AGAIN_SECONDS

    watcher = threading.Thread(target=watch, name="judging limits", daemon=True)
    watcher.start()
    try:
        return work()
    finally:
        done.set()
        watcher.join()
        _raise_in(thread, None)  # what came too late


def _raise_in(thread: int, error: type[BaseException] | None) -> None:
    """Have a thread raise an exception at its next step; None takes back one that it has not raised yet."""
    ctypes.pythonapi.PyThreadState_SetAsyncExc(
        ctypes.c_ulong(thread), None if error is None else ctypes.py_object(error)
    )


@contextlib.contextmanager
def _memory(mib: float) -> Iterator[None]:
    """Keep this process from taking more than `mib` beyond what it has, for a while."""
    before, most = resource.getrlimit(resource.RLIMIT_DATA)
    used = data_bytes()
    wanted = used + int(mib * MIB) if used else before
    limits = [limit for limit in (wanted, before, most) if limit != resource.RLIM_INFINITY]
    resource.setrlimit(resource.RLIMIT_DATA, (min(limits), most))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (before, most))
