"""Code that exits, hangs, floods, bombs or lies costs its own request: the next one and the next submission work."""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
import torch

from autograder.errors import GraderError
from autograder.paths import COURSE
from autograder.sandbox import forking
from autograder.sandbox.forking import ForkServer
from autograder.sandbox.scratch import make_scratch
from autograder.sandbox.submission import SandboxedSubmission
from seminar.subject import SubmissionError
from tests.course import SEMINAR
from tests.sandbox.attacks import ATTACKS, attack_class
from tests.sandbox.conftest import HONEST, TIGHT, Sandbox, script


@pytest.fixture(scope="module")
def attacked() -> Iterator[SandboxedSubmission]:
    """Put all attacks and an honest class into one submission."""
    source = HONEST + "\n\n" + "\n\n".join(attack_class(name) for name in ATTACKS)
    with SandboxedSubmission(script(source), SEMINAR, TIGHT, everything=True) as submission:
        yield submission


@pytest.fixture(scope="module")
def other() -> Iterator[SandboxedSubmission]:
    """Give another submission, which runs meanwhile."""
    with SandboxedSubmission(script(HONEST), SEMINAR, TIGHT, everything=True) as submission:
        yield submission


def run(submission: SandboxedSubmission, name: str, times: int = 1) -> None:
    """Call a class of the submission."""
    for _ in range(times):
        subject = submission.subject("q1", 0)
        subject.run(subject.make(name), torch.ones(3), training=False)


def require_honest(submission: SandboxedSubmission) -> None:
    """Assert that the honest class of a submission is run right."""
    subject = submission.subject("q1", 0)
    done = subject.run(subject.make("Honest"), torch.ones(3), training=True, cotangent=torch.ones(3))
    assert done.outputs[0].tolist() == [2, 2, 2]
    assert done.gradients["factor"] is not None
    assert done.gradients["factor"].item() == 3


def workers() -> list[int]:
    """Return the processes that this process's fork server has started and that still run."""
    server = [p for p in psutil.Process().children() if any("start_server" in part for part in p.cmdline())]
    return [p.pid for s in server for p in s.children(recursive=True) if p.status() != psutil.STATUS_ZOMBIE]


@pytest.mark.parametrize("name", ATTACKS)
def test_attack_costs_its_own_request(attacked: SandboxedSubmission, other: SandboxedSubmission, name: str) -> None:
    """The check is told what happened, in time; the same submission goes on, and so does one beside it."""
    _, code, text = ATTACKS[name]
    if name == "files" and not attacked.layers["mounts"].held:
        code, text = "ended", "files above 64 MiB"  # seen by the watch, where they lie on the machine's disk
    started = time.monotonic()
    with pytest.raises(SubmissionError) as caught:
        run(attacked, f"Attack_{name}")
    assert time.monotonic() - started < 60  # of the clock: a busy machine takes its time
    assert caught.value.code == code, caught.value
    assert text in str(caught.value.values)
    assert len(str(caught.value)) < 3000
    require_honest(attacked)
    require_honest(other)
    assert len(workers()) <= 2


def test_grader_keeps_its_size() -> None:
    """After floods of output, announced gigabytes and giant replies."""
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < 2 << 20


@pytest.mark.parametrize(
    "source",
    [
        "import signal\nsignal.signal(signal.SIGPROF, signal.SIG_IGN); while_true = 0\nwhile True: pass",
        "import os; os._exit(1)",
        "import ctypes; ctypes.string_at(0)",
        "import os; os.kill(os.getpid(), 9)",
    ],
    ids=["hangs", "exits", "crashes", "kills itself"],
)
def test_bad_cell_leaves_the_others(sandbox: Sandbox, source: str) -> None:
    """A statement that ends its worker, or does not stop when it is told to, is left out by the next one."""
    submission = sandbox(HONEST, source, "after = 1", budgets=TIGHT.model_copy(update={"extra_seconds": 1}))
    require_honest(submission)
    statements = source.replace(";", "\n").count("\n")
    assert list(submission.steps.ended) == [3 + statements]  # after the three statements of HONEST


def test_repeated_deaths_end_quickly(sandbox: Sandbox) -> None:
    """After `deaths` ended workers the rest fails without another try."""
    submission = sandbox(HONEST + attack_class("exit"), budgets=TIGHT.model_copy(update={"deaths": 3}))
    for _ in range(3):
        with pytest.raises(SubmissionError):
            run(submission, "Attack_exit")
    started = time.monotonic()
    for _ in range(20):
        with pytest.raises(SubmissionError) as caught:
            submission.subject("q1", 0)
        assert caught.value.code == "ended"
    assert time.monotonic() - started < 0.1


def test_time_of_the_whole_submission_is_bounded(sandbox: Sandbox) -> None:
    """Slow requests that are each in time are not, all together."""
    slow = "import time\nclass Slow(nn.Module):\n    def forward(self, x):\n        time.sleep(0.4)\n        return x"
    submission = sandbox(HONEST + slow, budgets=TIGHT.model_copy(update={"submission_seconds": 1.5}))
    with pytest.raises(SubmissionError) as caught:
        run(submission, "Slow", times=10)
    assert (caught.value.code, caught.value.values) == ("too_slow", {"seconds": "1.5"})
    with pytest.raises(SubmissionError, match="too_slow"):
        submission.subject("q2", 0)


def test_old_subject_of_a_dead_worker_says_why(sandbox: Sandbox) -> None:
    """A check that goes on after a death gets the same answer again, not one from another worker."""
    submission = sandbox(HONEST + attack_class("exit"))
    subject = submission.subject("q1", 0)
    handle = subject.make("Attack_exit")
    for _ in range(2):
        with pytest.raises(SubmissionError, match="exit code 3"):
            subject.run(handle, torch.ones(1), training=False)


def test_subject_whose_place_was_taken_is_refused(sandbox: Sandbox) -> None:
    """Its handles would mean other objects now: a mistake in a check, not of the student."""
    submission = sandbox(HONEST)
    old = submission.subject("q1", 0)
    submission.subject("q1", 1)
    with pytest.raises(GraderError, match="place"):
        old.make("Honest")


def test_daemons_end_with_their_worker(sandbox: Sandbox) -> None:
    """Where fork is possible, because seccomp is not there, what it left behind is found and ended."""
    source = """
import os, time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        os.write(1, b"%d\\n" % os.getpid())
        time.sleep(1e6)
    os._exit(0)
if os.fork() == 0:
    os.write(1, b"%d\\n" % os.getpid())
    time.sleep(1e6)
time.sleep(0.3)
"""
    before = workers()
    submission = sandbox(source, without=("seccomp",))
    submission.subject("q1", 0)
    daemons = [int(line) for line in submission.output.split()]
    assert len(daemons) == 2
    assert all(psutil.pid_exists(pid) for pid in daemons)
    submission.close()
    assert workers() == before
    assert not any(psutil.pid_exists(pid) for pid in daemons)


def test_folder_for_temporary_files_may_be_closed_to_others(
    sandbox: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On some systems root has one of its own, which the user of a worker cannot enter."""
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    monkeypatch.setattr(tempfile, "tempdir", str(closed))
    require_honest(sandbox(HONEST))


def test_nothing_is_left(sandbox: Sandbox) -> None:
    """No process and no folder after a submission is closed."""
    before = workers()
    submission = sandbox(HONEST, "import os\nprint(os.getcwd())")
    require_honest(submission)
    folder = Path(submission.output.strip())
    assert len(workers()) == len(before) + 1
    submission.close()
    assert workers() == before
    assert not folder.exists()


def test_killed_grader_leaves_nothing(tmp_path: Path) -> None:
    """Its worker loops without heed of signals; both the worker and its folder go with the grader."""
    source = "import os, signal\nprint(os.getcwd(), os.getpid())\nsignal.signal(15, signal.SIG_IGN)\nwhile True: pass"
    script = f"""
import threading, time
from pathlib import Path
from autograder.course import load_course
from autograder.grading import Budgets
from autograder.sandbox.submission import SandboxedSubmission
from coursekit.submission.source import Cell, Submission
course = load_course(Path({str(COURSE)!r}))
submission = SandboxedSubmission(Submission("a.py", True, (Cell({source!r}),)), course, Budgets(), everything=True)
threading.Thread(target=lambda: submission.subject("q1", 0), daemon=True).start()
while len(submission.output.split()) < 2: time.sleep(0.02)
print(submission.output, flush=True)
input()
"""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", script]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment) as grader:
        assert grader.stdout is not None
        folder, pid = grader.stdout.readline().split()
        assert Path(folder).is_dir()
        grader.kill()
    deadline = time.monotonic() + 10
    while (Path(folder).exists() or psutil.pid_exists(int(pid))) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not Path(folder).exists()
    assert not psutil.pid_exists(int(pid))


@pytest.mark.parametrize(
    "unread", [pytest.param(False, marks=pytest.mark.slow), True], ids=["closed", "with a reply unread"]
)
def test_server_that_ends_leaves_no_folder(unread: bool) -> None:
    """Neither where it is closed, nor where its grader goes away in the middle of a request."""
    server, folder = ForkServer(), make_scratch("data-")
    server.own(folder)
    if unread:
        server._control.sendall(json.dumps({"do": "own", "folder": str(folder)}).encode())
        time.sleep(1)
        server._replies.close()
        server._control.close()
        assert server._process.wait(60) == 0
    else:
        server.close()
    assert not folder.exists()
    server.close()


def test_server_deletes_what_its_grader_has_no_time_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process of a pool is ended while it ends its server: one folder in some runs stayed."""
    monkeypatch.setattr(forking, "delete_scratch", lambda folder, uid: None)
    server, folder = ForkServer(), make_scratch("data-")
    (folder / "library").mkdir()
    server.own(folder)
    server.close()
    assert not folder.exists()
    assert not server._folder.exists()


def test_lost_fork_server_is_replaced(sandbox: Sandbox) -> None:
    """The system may end it when memory is short: that costs one request, and the next worker has a new one."""
    submission = sandbox(HONEST)
    require_honest(submission)
    running = [p for p in psutil.Process().children() if p.status() != psutil.STATUS_ZOMBIE]
    (server,) = (p for p in running if any("start_server" in part for part in p.cmdline()))
    server.kill()
    server.wait()
    with pytest.raises(SubmissionError, match="ended"):
        require_honest(submission)
    require_honest(submission)


def test_forged_replies_to_cells_end_after_a_few_workers(sandbox: Sandbox) -> None:
    """A worker that answers every cell with an error of its own making is not asked for ever."""
    source = """
import os
for number in range(2, 9):
    reply = b'{"number": %d, "error": "nothing", "values": {}, "payload": 0}' % number
    for descriptor in range(3, 64):
        try: os.write(descriptor, len(reply).to_bytes(4, "big") + reply)
        except OSError: pass
"""
    submission = sandbox(source, "a = 1", "b = 2", budgets=TIGHT.model_copy(update={"deaths": 4}))
    started = time.monotonic()
    with pytest.raises(SubmissionError):
        require_honest(submission)
    assert time.monotonic() - started < 10
