"""The progress bar of a grading run: how many are done, how fast, how long it will take, and the mean so far."""

import time
from types import TracebackType

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.table import Column

from autograder.classroom.record import GRADED, Record
from autograder.printable import readable

NAME = 13  # columns of a terminal for the name of a submission: with it the bar fits 80, up to 9,999 submissions


class GradingProgress:
    """A bar on `console`, which shows nothing when it is quiet or no terminal."""

    def __init__(self, console: Console) -> None:
        self._bar = Progress(
            TextColumn("{task.description}", table_column=Column(max_width=NAME, no_wrap=True, overflow="ellipsis")),
            BarColumn(bar_width=10),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}"),
            TextColumn("mean {task.fields[mean]}"),
            TimeElapsedColumn(),
            TextColumn("left"),
            TimeRemainingColumn(compact=True),
            console=console,
            transient=True,
        )
        self._task = self._bar.add_task("grading", total=None, rate="", mean="-")
        self._totals: list[float] = []
        self._done = 0
        self._started = time.monotonic()

    def __enter__(self) -> "GradingProgress":
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()

    def prepared(self, todo: int, done: int) -> None:
        """Say how many submissions there are to grade, and how many are done already."""
        self._started = time.monotonic()
        self._bar.update(self._task, total=todo)
        if done:
            self._bar.console.print(f"{done} have their results already, {todo} to grade", highlight=False)

    def graded(self, record: Record) -> None:
        """Count one more record."""
        self._done += 1
        if record.status == GRADED:
            self._totals.append(record.total)
        rate = f"{60 * self._done / (time.monotonic() - self._started):.3g}/min"
        mean = f"{sum(self._totals) / len(self._totals):.2f}" if self._totals else "-"
        name = escape(readable(record.submission, 40))
        self._bar.update(self._task, advance=1, rate=rate, mean=mean, description=name)
