"""Two ways to call the command line and be ended: in this process, or a process that gets a signal at any moment."""

import os
import random
import signal
import subprocess
import sys
import time
from concurrent.futures import Future
from typing import Any
from unittest import mock

from autograder.classroom.task import Outcome, Task
from tests import command_line
from tests.command_line import ROOT, Here, run_autograder

SECONDS = 600.0  # in which any run of a small class ends by itself
FADES = 0.8
SIGNALS = (signal.SIGINT, signal.SIGKILL)


class HereRuns:
    """In this process: ended by Ctrl-C after some submissions. Work that is the same is judged once.

    outcomes: of work in a language, which several classes share.
    """

    def __init__(self, after: int, outcomes: dict[tuple[bytes, str], Outcome]) -> None:
        self._after, self._outcomes = after, outcomes

    def through(self, *arguments: object) -> str:
        """Run to the end; return what is wrong."""
        done = self._run(sys.maxsize, arguments)
        return "" if done.returncode == 0 else f"exit code {done.returncode}: {done.stderr[-300:]}"

    def ended(self, *arguments: object) -> str:
        """Be ended by Ctrl-C when the next submission should begin."""
        return "" if self._run(self._after, arguments).returncode == 0 else "SIGINT"

    def _run(self, after: int, arguments: tuple[object, ...]) -> subprocess.CompletedProcess[str]:
        with mock.patch.object(command_line, "Here", lambda *call: Interrupted(after, self._outcomes, *call)):
            return run_autograder(*arguments)


class Interrupted(Here):
    """Grades some submissions, and then there is Ctrl-C."""

    def __init__(self, after: int, outcomes: dict[tuple[bytes, str], Outcome], *call: Any) -> None:
        super().__init__(*call)
        self._left, self._outcomes = after, outcomes

    def submit(self, task: Task) -> "Future[Outcome]":
        """Return an outcome, or be interrupted."""
        self._left -= 1
        if self._left < 0:
            raise KeyboardInterrupt
        known = (task.content, task.language)
        if known not in self._outcomes:
            self._outcomes[known] = super().submit(task).result()
        future: Future[Outcome] = Future()
        future.set_result({**self._outcomes[known]})
        return future


class SpawnedRuns:
    """A process each: ended by SIGINT or SIGKILL at any moment of as long as a run takes.

    longest: seconds that an undisturbed run takes; measured anew whenever one is through.
    """

    def __init__(self, seed: int, longest: float) -> None:
        self._chance = random.Random(seed)
        self.longest = longest
        self.errors, self.seconds = "", 0.0  # of the run that was ended last

    def through(self, *arguments: object) -> str:
        """Run to the end; return what is wrong."""
        started = time.monotonic()
        process = _start(*arguments)
        _, errors = process.communicate(timeout=SECONDS)
        if arguments[0] == "grade":
            # There may have been little to do: what is known of longer ones fades slowly.
            self.longest = max(time.monotonic() - started, FADES * self.longest)
        return "" if process.returncode == 0 else f"exit code {process.returncode}: {errors[-300:]}"

    def ended(self, *arguments: object) -> str:
        """Send a signal after a random time; return its name, "" where the run was through before."""
        process = _start(*arguments)
        number = self._chance.choice(SIGNALS)
        self.seconds = round(self._chance.uniform(0.0, self.longest), 2)
        whole = number == signal.SIGINT and self._chance.random() < 0.5  # as a terminal sends it
        try:
            process.wait(self.seconds)
        except subprocess.TimeoutExpired:
            (os.killpg if whole else os.kill)(process.pid, number)
            through = False
        else:
            through = True
        _, self.errors = process.communicate(timeout=SECONDS)
        return "" if through else number.name


def _start(*arguments: object) -> subprocess.Popen[str]:
    """Start the command as a user does."""
    return subprocess.Popen(
        [sys.executable, "-m", "autograder", *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, "OMP_NUM_THREADS": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
