"""Warm processes that grade: each has imported everything, grades one submission after another, and is replaced when it
dies or overruns."""

import contextlib
import gc
import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, TimeoutError, wait
from concurrent.futures.process import BrokenProcessPool
from functools import cache
from importlib import import_module
from itertools import chain, islice
from multiprocessing import get_context, resource_tracker
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Protocol

from filelock import FileLock
from pebble import ProcessExpired, ProcessPool

from autograder.classroom.record import FAILED, TIMEOUT
from autograder.classroom.task import Outcome, Task
from autograder.errors import GraderError
from autograder.printable import readable
from autograder.sandbox.forking import fork_server
from autograder.sandbox.processes import end_with_parent

if TYPE_CHECKING:
    from autograder.classroom.examine import Examiner

# What a process needs before it can grade: one thread for sums in one order, no display.
ENVIRONMENT = {"OMP_NUM_THREADS": "1", "OMP_WAIT_POLICY": "PASSIVE", "MPLBACKEND": "agg"}
WAITING = 2  # submissions for each process that are read ahead
STARTS = max((os.cpu_count() or 1) // 2, 1)  # processes that start at a time, each with a fork server beside it

BREAKS = 5  # of a pool in a run, until that is no accident


class Backend(Protocol):
    """Where submissions are graded: a pool on this machine, or a cluster."""

    @property
    def capacity(self) -> int:
        """How many submissions are graded at a time."""
        ...

    def __enter__(self) -> "Backend": ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def submit(self, task: Task) -> "Future[Outcome]":
        """Have a submission graded; the future gives its outcome or raises what kept it from one."""
        ...


class Pool:
    """`jobs` processes that grade with the unpacked autograder.zip in `source`.

    seconds: after which a submission's process is ended; the limits of the sandbox strike long before.
    """

    def __init__(self, source: Path, jobs: int, seconds: float) -> None:
        self._jobs = jobs
        self._source = source
        self._seconds = seconds
        self._breaks = 0
        self._given: list[Future[Outcome]] = []  # to this pool, and not done
        os.environ.update(ENVIRONMENT)
        self._pool = self._new()

    @property
    def capacity(self) -> int:
        """How many submissions are graded at a time."""
        return self._jobs

    def __enter__(self) -> "Pool":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End all processes: after what they do when nothing is wrong, at once otherwise."""
        self._pool.close() if kind is None else self._pool.stop()
        self._pool.join()

    def submit(self, task: Task) -> "Future[Outcome]":
        """Have a submission graded by the next free process; the first one starts the processes.

        Raises GraderError when they are ended again and again before they begin.
        """
        try:
            return self._schedule(task)
        except RuntimeError:  # as a broken pool raises
            self._replace()
            return self._schedule(task)

    def _schedule(self, task: Task) -> "Future[Outcome]":
        with contextlib.nullcontext() if self._given else _interrupts_wait():
            future: Future[Outcome] = self._pool.schedule(_examine, args=(self._source, task), timeout=self._seconds)
        self._given = [*(it for it in self._given if not it.done()), future]
        return future

    def _new(self) -> ProcessPool:
        # Forked processes would inherit this one's threads and torch's.
        context = get_context("spawn")
        return ProcessPool(self._jobs, context=context, initializer=_prepare, initargs=(self._source,))

    def _replace(self) -> None:
        """Put a new pool in the place of a broken one; no submission that was given to it had begun.

        A pool breaks where a process is killed, as by a system without memory, while none has a submission yet.
        """
        self._breaks += 1
        if self._breaks > BREAKS:
            raise GraderError(
                "processes that grade are ended while they start, for lack of memory perhaps: what is graded is kept; "
                f"run the same command again with fewer than --jobs {self._jobs}"
            )
        self._pool.stop()
        self._pool.join()
        for future in self._given:
            if not future.done():
                future.set_exception(BrokenProcessPool())
        self._given = []
        self._pool = self._new()


@contextlib.contextmanager
def _interrupts_wait() -> Iterator[None]:
    """Let Ctrl-C and SIGTERM wait for the end of the block; processes that are started in it never hear of Ctrl-C, and
    this one ends them."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    # Before the block, and not at the first lock of the pool in it: to start it lets Ctrl-C through again, see Python's
    # ResourceTracker.ensure_running.
    resource_tracker.ensure_running()
    heard: list[int] = []
    before = {
        number: signal.signal(number, lambda number, frame: heard.append(number))
        for number in (signal.SIGINT, signal.SIGTERM)
    }
    # Of this thread, from which the processes have it; another thread may hear the signal nevertheless.
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
        for number, handler in before.items():
            signal.signal(number, handler)
    if heard:
        raise KeyboardInterrupt


def outcomes(place: Backend, tasks: Iterator[tuple[str, Task]]) -> Iterator[tuple[str, Outcome]]:
    """Yield the outcome of each task with its name, as they come; no more tasks are read than are soon needed.

    A task that had not begun when its pool broke is given again.
    """
    running: dict[Future[Outcome], tuple[str, Task]] = {}
    again: list[tuple[str, Task]] = []

    def taken() -> Iterator[tuple[str, Task]]:
        while again:
            yield again.pop(0)

    def fill() -> set[Future[Outcome]]:
        for name, task in islice(chain(taken(), tasks), max(place.capacity * WAITING - len(running), 0)):
            running[place.submit(task)] = name, task
        return set(running)

    while waiting := fill():
        done, _ = wait(waiting, return_when=FIRST_COMPLETED)
        for future in done:
            name, task = running.pop(future)
            if not future.cancelled() and isinstance(future.exception(), BrokenProcessPool):
                again.append((name, task))
            else:
                yield name, _outcome(future)


def _outcome(future: "Future[Outcome]") -> Outcome:
    """Return what a future gives; a process that ended or overran costs its submission the mark, and no other."""
    try:
        return future.result()
    except GraderError:
        raise
    except TimeoutError as error:
        return {"status": TIMEOUT, "reason": f"The submission did not finish within {error.args[1]:g} s."}
    except ProcessExpired as error:
        return {"status": FAILED, "reason": f"The process that graded it ended with exit code {error.exitcode}."}
    except Exception as error:
        return {"status": FAILED, "reason": readable(f"The grader stumbled: {type(error).__name__}: {error}")}


def _prepare(source: Path) -> None:
    """Import what grading needs, with the fork server beside it, which does so at the same time.

    A few processes at a time: with more than the cores can take, the first result waits for all of them. Ctrl-C is
    ignored here by now, and need not be kept waiting any more, see _interrupts_wait.
    """
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    end_with_parent()
    # A file, since it is given back when its holder is killed. What is wrong is told of with the first submission.
    with contextlib.suppress(Exception), FileLock(source / f".start{os.getpid() % STARTS}.lock"):
        fork_server()
        gc.disable()  # nothing that is imported is garbage
        try:
            import_module("autograder.otter.rendering")
            _examiner(source)
        finally:
            gc.enable()


@cache
def _examiner(source: Path) -> "Examiner":
    from autograder.classroom.examine import Examiner

    return Examiner(source)


def _examine(source: Path, task: Task) -> Outcome:
    return _examiner(source).examine(task)
