"""The grader's hold on one worker: start it, send a request, wait for the reply within limits, end it.

Nothing that the process does can hang or flood the grader: every wait has a deadline, output is read and dropped
beyond a few kB, memory and disk are watched, and the end is always SIGKILL for its whole session.
"""

import contextlib
import os
import selectors
import signal
import socket
import time
import weakref
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from torch import Tensor

from autograder.course import Course
from autograder.errors import GraderError
from autograder.grading import MIB, Budgets
from autograder.paths import LIBRARY_FOLDER, PACKAGE
from autograder.printable import readable
from autograder.sandbox.cgroups import new_group
from autograder.sandbox.forking import fork_server
from autograder.sandbox.gpu import Gpu
from autograder.sandbox.layers import LAYERS, LayerState
from autograder.sandbox.layers.limits import THREADS
from autograder.sandbox.processes import (
    OwnTime,
    cpu_seconds,
    end_session,
    free_uid,
    has_lost_its_main_thread,
    memory_mib,
    thread_count,
)
from autograder.sandbox.scratch import delete_scratch, make_scratch
from autograder.sandbox.watcher import LOOK_SECONDS, Watcher
from autograder.sandbox.wire import Frame, FrameReader, Limits, TooLarge, WireError, encode
from autograder.sandbox.worker_end import clean, excess, exit_in_words
from coursekit.errors import SubmissionError

CHUNK = 1 << 20
DATA_VARIABLE = "COURSE_DATA"  # where a students' library finds the course's data
END_SECONDS = 5
SLACK_MIB = 256  # what the worker's own library takes to answer, and the kernel for its descriptors
STOP = signal.SIGPROF  # asks a worker to stop the statement that it runs
STOP_SECONDS = 2  # of its own, in which it has to obey


def _data_variables(course: Course, data: Path | None) -> dict[str, str]:
    """Return where a students' library finds the course's data."""
    if data is None or course.data_folder is None:
        return {}
    return {DATA_VARIABLE: str(data.resolve() / course.data_folder.name)}


class WorkerProcess:
    """One worker, forked when the object is made.

    course: whose probes it answers. language: in which the students' library speaks there. data: what students have of
    the course, laid out by examination.lay_out_data.
    hidden: what must stay unreadable though it lies among the libraries. without: names of layers to leave out, for
    tests. gpu: the card that it may use, which is its to open. `spent`: the worker's own seconds in the last request.
    """

    def __init__(
        self,
        course: Course,
        budgets: Budgets,
        *,
        language: str = "en",
        data: Path | None = None,
        hidden: tuple[Path, ...] = (),
        without: frozenset[str] = frozenset(),
        gpu: Gpu | None = None,
    ) -> None:
        unknown = without - LAYERS.keys()
        if unknown:
            raise GraderError(f"{sorted(unknown)} is not a layer of the sandbox: {', '.join(LAYERS)}")
        self.layers: dict[str, LayerState] = {}
        self.broken = False
        self._budgets = budgets
        self._gpu = gpu
        self._output = bytearray()
        self._number = 0
        self._ready = False
        self._threads = 0
        self.cpu_seconds = 0.0
        self.spent = 0.0
        self._scratch = make_scratch()
        self._uid = free_uid() if os.geteuid() == 0 and "user" not in without else None
        self._wire, inner = socket.socketpair()
        self._pipe, output = os.pipe()
        memory = budgets.memory_mib + (0 if gpu is None else gpu.host_mib)
        files, facts, variables = ((), (), {}) if gpu is None else (gpu.files, gpu.facts, gpu.variables)
        settings = {
            "scratch": str(self._scratch),
            "uid": self._uid,
            "memory_mib": memory,
            "file_mib": budgets.scratch_mib,
            "cpu_seconds": int(budgets.start_seconds + budgets.submission_seconds) + 1,
            "reply_bytes": int(budgets.reply_mib * MIB),
            "readable": [str(course.library_folder), *([] if data is None else [str(data.resolve())]), *facts],
            "library": str(course.library_folder.parent if data is None else data.resolve() / LIBRARY_FOLDER),
            "probes": course.file.probes,
            "hidden": [str(PACKAGE), *(str(path.resolve()) for path in hidden)],
            "environment": {**_data_variables(course, data), **variables},
            "language": language,
            "without": sorted(without),
            "gpu_files": files,
        }
        try:
            with inner:
                self._process = fork_server().fork(settings, inner.fileno(), output)
        except BaseException:
            # A worker that was forked all the same ends with the wire.
            self._wire.close()
            os.close(self._pipe)
            delete_scratch(self._scratch, self._uid)
            raise
        finally:
            os.close(output)
        # Files in memory count too; what the libraries took was counted where they were loaded.
        most = memory + budgets.scratch_mib + SLACK_MIB
        self._group = new_group(self._process.pid, most, THREADS + 1)
        # So that code which prints much seldom waits for a grader that has other things to do.
        with contextlib.suppress(ImportError, OSError, AttributeError):
            import fcntl

            fcntl.fcntl(self._pipe, fcntl.F_SETPIPE_SZ, CHUNK)
        # Also when nobody closes this worker.
        self._watcher = Watcher(self._process.pid, self._uid)
        told = (self._process.pid, self._uid, self._scratch, self._group, self._watcher)
        self._clean = weakref.finalize(self, clean, *told)
        self._started = time.monotonic()
        os.set_blocking(self._pipe, False)
        self._wire.setblocking(False)
        self._reader = FrameReader(Limits(payload_bytes=int(budgets.reply_mib * MIB) + MIB))
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._pipe, selectors.EVENT_READ)
        self._selector.register(self._wire, selectors.EVENT_READ)

    @property
    def output(self) -> str:
        """The beginning of what the code printed, with a mark in the place of what cannot be printed."""
        lines = bytes(self._output).decode("utf-8", "replace").splitlines()
        return "\n".join(readable(line) for line in lines)

    def wait_until_ready(self) -> None:
        """Wait until the worker has confined itself; raises GraderError if it does not, which no student can cause."""
        if self._ready:
            return
        rest = self._started + self._budgets.start_seconds - time.monotonic()
        try:
            report = self._exchange(b"", None, max(rest, 0.1)).header.get("layers")
        except SubmissionError as error:
            raise GraderError(f"the worker of the sandbox did not start: {error}\n{self.output}") from None
        self.layers = {name: LayerState(held, detail) for name, (held, detail) in dict(report or {}).items()}
        if self._group is not None and "limits" in self.layers:
            limits = self.layers["limits"]
            self.layers["limits"] = LayerState(
                limits.held, f"{limits.detail}; all memory and threads by the kernel (cgroup)"
            )
        idle = memory_mib(self._process.pid)
        self._ready = True
        self._watcher.watch(partial(excess, self._process.pid, self._scratch, self._budgets, idle, self._gpu))

    def request(
        self,
        do: str,
        seconds: float,
        tensors: Mapping[str, Tensor] | None = None,
        *,
        wall: float | None = None,
        stoppable: bool = False,
        **arguments: Any,
    ) -> Frame:
        """Send a request and return the reply, for which the worker has `seconds` of its own (see OwnTime).

        wall: seconds by the clock, if not what is left of this worker's. stoppable: the worker is asked to stop when
        its own are over, and has STOP_SECONDS more to say so.
        Raises SubmissionError "too_slow", "ended", "reply_invalid" or "reply_too_large"; the worker is then gone.
        """
        self.wait_until_ready()
        rest = self._started + self._budgets.wall_seconds - time.monotonic()
        self._number += 1
        message = encode({"do": do, "number": self._number, **arguments}, tensors)
        try:
            reply = self._exchange(message, seconds, rest if wall is None else min(rest, wall), stoppable=stoppable)
            if reply.header.get("number") != self._number or not self._reader.empty:
                raise WireError("a reply to nothing that was asked")
            return reply
        except TooLarge:
            self._fail("reply_too_large", mib=f"{self._budgets.reply_mib:g}")
        except WireError as error:
            self._fail("reply_invalid", why=str(error))
        raise AssertionError("not reached")

    def settle(self) -> None:
        """Take note of the threads that the cells have started; `restless` compares with them."""
        self._threads = thread_count(self._process.pid)

    @property
    def restless(self) -> bool:
        """Whether code goes on in threads that a check's requests have started: the next check needs another worker."""
        return thread_count(self._process.pid) > self._threads

    def close(self) -> None:
        """End the process with everything that it started, and delete its folder."""
        if self.broken:
            return
        self.broken = True
        try:
            self._watcher.stop()
            self.cpu_seconds = cpu_seconds(self._process.pid)
            end_session(self._process.pid, self._uid)
            self._process.wait(END_SECONDS)
            self._drain()
        finally:
            self._selector.close()
            self._wire.close()
            os.close(self._pipe)
            self._clean()

    def _exchange(self, message: bytes, own: float | None, wall: float, *, stoppable: bool = False) -> Frame:
        """Send `message` and return the next frame; output is drained and the watch kept meanwhile.

        own: seconds of the worker itself, None for no limit; wall: seconds by the clock.
        """
        started = time.monotonic()
        rest = memoryview(message)
        look = started + LOOK_SECONDS
        time_taken = OwnTime(self._process.pid)
        try:
            while True:
                now = time.monotonic()
                if now >= started + wall:
                    self._fail("too_slow", seconds=f"{wall if own is None else self._budgets.wall_seconds:g}")
                if now >= look:
                    if has_lost_its_main_thread(self._process.pid):
                        self._fail("ended", why=self._watcher.found or "its main thread ended")
                    self._require_time(time_taken.look(), own, stoppable=stoppable)
                    look = time.monotonic() + LOOK_SECONDS
                events = selectors.EVENT_READ | (selectors.EVENT_WRITE if rest else 0)
                self._selector.modify(self._wire, events)
                for key, ready in self._selector.select(LOOK_SECONDS):
                    if key.fileobj is not self._wire:
                        self._drain()
                        continue
                    if ready & selectors.EVENT_READ:
                        frame = self._receive()
                        if frame is not None:
                            time_taken.look(last=True)
                            return frame
                    if ready & selectors.EVENT_WRITE and rest:
                        rest = rest[self._send(rest) :]
        finally:
            self.spent = time_taken.seconds

    def _require_time(self, taken: float, own: float | None, *, stoppable: bool) -> None:
        """End a worker that has used up its own time, or ask it to stop first."""
        if own is None or taken < own:
            return
        if not stoppable or taken >= own + STOP_SECONDS:
            self._fail("too_slow", seconds=f"{own:g}")
        with contextlib.suppress(OSError):
            os.kill(self._process.pid, STOP)

    def _send(self, rest: memoryview) -> int:
        try:
            return self._wire.send(rest[: 1 << 20])
        except BlockingIOError:
            return 0
        except OSError:
            self._ended()
        raise AssertionError("not reached")

    def _receive(self) -> Frame | None:
        try:
            chunk = self._wire.recv(1 << 20)
        except BlockingIOError:
            return None
        except OSError:
            chunk = b""
        if not chunk:
            self._ended()
        return self._reader.feed(chunk)

    def _drain(self) -> None:
        """Read what was printed; keep its beginning."""
        try:
            chunk = os.read(self._pipe, CHUNK)
        except BlockingIOError:
            return
        if not chunk and self._pipe in self._selector.get_map():
            self._selector.unregister(self._pipe)
        room = int(self._budgets.output_kib * 1024) - len(self._output)
        self._output += chunk[: max(room, 0)]

    def _ended(self) -> None:
        """Say how a worker ended that closed the wire."""
        self._watcher.stop()
        code = self._process.wait(LOOK_SECONDS * 5)
        ended = "it closed its connection" if code is None else exit_in_words(code)
        if self._group is not None and self._group.overran:
            ended = f"memory above {self._budgets.memory_mib:g} MiB"
        self._fail("ended", why=self._watcher.found or ended)

    def _fail(self, code: str, **values: str) -> None:
        self.close()
        raise SubmissionError(code, **values)
