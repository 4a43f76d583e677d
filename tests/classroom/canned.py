"""A place where a class is graded at once: every submission has the outcome that one of them was really given.

For tests of what becomes of outcomes. What grading itself does with a submission is seen with a real Pool.
"""

from concurrent.futures import Future
from pathlib import Path
from types import TracebackType

from autograder.classroom.pool import Pool
from autograder.classroom.task import Outcome, Task, unpack

NOTHING_FILLED = Task("nothing.py", b"x = 1\n", "en", unconfined=False)


class Canned:
    """A Backend that gives one outcome for every submission."""

    capacity = 1

    def __init__(self, outcome: Outcome) -> None:
        self._outcome = outcome

    def __enter__(self) -> "Canned":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        pass

    def submit(self, task: Task) -> "Future[Outcome]":
        """Return a future that is done."""
        future: Future[Outcome] = Future()
        future.set_result({**self._outcome})
        return future


def real_outcome(zip_path: Path, folder: Path) -> Outcome:
    """Return what a real process makes of a submission in which nothing is filled."""
    with Pool(unpack(zip_path, folder / "build"), 1, seconds=600.0) as pool:
        return pool.submit(NOTHING_FILLED).result()
