"""Judging may be stopped between any two steps (see JudgingLimits): what was on its way must not harm what follows."""

import os
import signal
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import pytest

from autograder.grading import Budgets
from autograder.sandbox import worker_process
from autograder.sandbox.forking import fork_server
from autograder.sandbox.scratch import make_scratch
from autograder.sandbox.submission import SandboxedSubmission
from autograder.sandbox.watcher import Watcher
from autograder.sandbox.worker_process import WorkerProcess
from coursekit.submission.source import Cell, Submission
from tests.bank import REFERENCE
from tests.course import SEMINAR


class Stop(BaseException):
    """What stops judging, as no check catches it."""


class StopsOnce:
    """Replies of a fork server, of which the first is left unread, or read and lost."""

    def __init__(self, replies: IO[bytes], *, lost: bool) -> None:
        self._replies, self._lost, self._stopped = replies, lost, False

    def readline(self) -> bytes:
        """Return a line; the first time raise instead."""
        if self._stopped:
            return self._replies.readline()
        self._stopped = True
        if self._lost:
            self._replies.readline()
        raise Stop


@pytest.fixture
def worker(warm: None) -> Iterator[WorkerProcess]:
    """A worker that is ready."""
    one = WorkerProcess(SEMINAR, Budgets())
    one.wait_until_ready()
    yield one
    one.close()


@pytest.mark.parametrize("lost", [False, True], ids=["unread", "lost"])
def test_reply_that_nobody_took_answers_nothing_else(
    worker: WorkerProcess, lost: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next submission's worker starts, and its end is not taken for another one's."""
    server = fork_server()
    monkeypatch.setattr(server, "_replies", StopsOnce(server._replies, lost=lost))
    with pytest.raises(Stop):
        server.status(worker._process.pid)
    other = WorkerProcess(SEMINAR, Budgets())
    other.wait_until_ready()
    assert server.status(worker._process.pid) is None
    os.kill(other._process.pid, signal.SIGKILL)
    assert other._process.wait(5) == -signal.SIGKILL
    other.close()


def test_requests_that_the_server_reads_together_are_two(
    worker: WorkerProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that was stopped may still lie there when the next one comes."""
    server = fork_server()
    monkeypatch.setattr(server, "_replies", StopsOnce(server._replies, lost=False))
    assert isinstance(server._process, subprocess.Popen)
    os.kill(server._process.pid, signal.SIGSTOP)
    with pytest.raises(Stop):
        server.status(worker._process.pid)
    threading.Timer(0.5, os.kill, (server._process.pid, signal.SIGCONT)).start()
    assert server.status(worker._process.pid) is None
    assert server.alive


def test_worker_that_was_stopped_at_its_start_leaves_nothing(warm: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """No folder and no descriptor."""
    server, made = fork_server(), []

    def make() -> Path:
        made.append(make_scratch())
        return made[-1]

    monkeypatch.setattr(worker_process, "make_scratch", make)
    monkeypatch.setattr(server, "_replies", StopsOnce(server._replies, lost=True))
    before = len(os.listdir("/proc/self/fd"))
    with pytest.raises(Stop):
        WorkerProcess(SEMINAR, Budgets())
    assert len(os.listdir("/proc/self/fd")) == before
    assert not made[0].exists()


def test_submission_goes_on_with_another_worker(warm: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the end of one was stopped half-way."""
    script = Submission("submission.py", True, (Cell(REFERENCE.read_text(encoding="utf-8")),))

    def stop(*given: Any) -> None:
        raise Stop

    with SandboxedSubmission(script, SEMINAR, Budgets()) as submission:
        submission.subject("q3", 1)
        assert submission._worker is not None
        before = len(os.listdir("/proc/self/fd"))
        monkeypatch.setattr(submission._worker._process, "wait", stop)
        with pytest.raises(Stop):
            submission.close()
        assert len(os.listdir("/proc/self/fd")) < before
        assert submission.subject("q3", 1).make("SpatialDropout", p=0.5) == 0


def test_worker_that_was_stopped_before_it_is_watched_runs_nothing(warm: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is ended, and another one takes its place."""

    def stop(*given: Any) -> None:
        raise Stop

    script = Submission("submission.py", True, (Cell(REFERENCE.read_text(encoding="utf-8")),))
    with SandboxedSubmission(script, SEMINAR, Budgets()) as submission:
        with monkeypatch.context() as patched:
            patched.setattr(Watcher, "watch", stop)
            with pytest.raises(Stop):
                submission.subject("q3", 1)
        assert submission._worker is None
        assert submission.subject("q3", 1).make("SpatialDropout", p=0.5) == 0


def test_worker_that_never_rests_is_replaced_once_for_each_subject(monkeypatch: pytest.MonkeyPatch) -> None:
    """Code that starts threads without end must not be given workers without end."""
    looks: list[WorkerProcess] = []

    def look(worker: WorkerProcess) -> bool:
        looks.append(worker)
        assert len(looks) < 10
        return True

    monkeypatch.setattr(WorkerProcess, "restless", property(look))
    script = Submission("submission.py", True, (Cell(REFERENCE.read_text(encoding="utf-8")),))
    with SandboxedSubmission(script, SEMINAR, Budgets()) as submission:
        submission.subject("q3", 1)
        submission.subject("q3", 2)
    assert len(looks) == 1
