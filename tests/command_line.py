"""The command line in tests: in their own process, which has imported everything, or in one that is started.

What the two share is `autograder.cli.main`. In the test's process `grade` also grades there, one submission after the
other; the pool of processes belongs to those tests that start the command.
"""

import contextlib
import io
import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from unittest import mock

from autograder.classroom import grade
from autograder.classroom.examine import Examiner
from autograder.classroom.task import Outcome, Task
from autograder.cli import main

ROOT = Path(__file__).resolve().parent.parent
WIDE = {"COLUMNS": "120"}


class Here:
    """Takes the place of the pool and grades in this process; its workers come from one fork server for all tests."""

    capacity = 1

    def __init__(self, source: Path, jobs: int, seconds: float) -> None:
        self._examiner = Examiner(source)

    def __enter__(self) -> "Here":
        return self

    def __exit__(self, *raised: object) -> None: ...

    def submit(self, task: Task) -> "Future[Outcome]":
        """Return the outcome, which is there at once."""
        future: Future[Outcome] = Future()
        future.set_result(self._examiner.examine(task))
        return future


def spawn_autograder(*arguments: object, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run `python -m autograder` as a user does and return what it printed and its exit code."""
    command = [sys.executable, "-m", "autograder", *map(str, arguments)]
    environment = {**os.environ, **WIDE}
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)


def run_autograder(*arguments: object, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Do the same in this process. An exception that `main` lets through reaches the test, not what is printed."""
    command = [*map(str, arguments)]
    out, errors = io.StringIO(), io.StringIO()
    code: object = 0
    with in_this_process(cwd), contextlib.redirect_stdout(out), contextlib.redirect_stderr(errors):
        try:
            with mock.patch.object(sys, "argv", ["autograder", *command]):
                main()
        except SystemExit as end:
            code = end.code
    return subprocess.CompletedProcess(command, code if isinstance(code, int) else 0, out.getvalue(), errors.getvalue())


@contextlib.contextmanager
def in_this_process(cwd: Path = ROOT) -> Iterator[None]:
    """Grade in this process, and give back its working folder and environment as they were."""
    with mock.patch.object(grade, "Pool", Here), mock.patch.dict(os.environ, WIDE), contextlib.chdir(cwd):
        yield
