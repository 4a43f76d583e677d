"""The fork server as a fork of the grader: what it may have in memory, and which process ends first without memory."""

import subprocess
import sys
from pathlib import Path

from autograder.grading import Budgets
from autograder.sandbox.worker_process import WorkerProcess
from tests.course import SEMINAR

LOADED = """
import autograder.classroom.gradescope, autograder.sandbox.branch, sys
judging = ("autograder.judge", "autograder.hidden", "autograder.trial", "autograder.course", "autograder.examination")
print(*[name for name in (*judging, "otter", "solutions") if name in sys.modules])
"""


def test_grader_knows_nothing_when_it_forks_the_server() -> None:
    """Workers are forked from that memory: neither what judges nor what holds a secret is loaded by then."""
    done = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_worker_is_what_the_kernel_ends_first(warm: None) -> None:
    """In a container with little memory the process that judges goes on."""
    worker = WorkerProcess(SEMINAR, Budgets())
    try:
        worker.wait_until_ready()
        assert Path(f"/proc/{worker._process.pid}/oom_score_adj").read_text(encoding="ascii").strip() == "1000"
    finally:
        worker.close()
