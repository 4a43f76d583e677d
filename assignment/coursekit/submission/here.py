"""Runs a submission in this process, as grading runs it in one of its own: what is needed, and all if need be.

For students who try their own file; a grader never runs strangers' code like this.
"""

import contextlib
import os
import signal
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from unittest import mock

import IPython

from .notes import failure_note, left_out_note
from .run import STOPPED, Failure, Run
from .source import Limits, Note, Submission

AGAIN_SECONDS = 0.25  # between two signals to a statement that does not stop


def run_here(submission: Submission, graded: Mapping[str, str], folder: Path, limits: Limits) -> Run:
    """Run the statements that the classes of `graded` need in `folder`; if that is not enough, all, in a new run."""
    run = _run(submission, graded, folder, limits, everything=False)
    if run.is_complete() or not run.plan.rest:
        return run
    return _run(submission, graded, folder, limits, everything=True)


def run_up_to(question: str, run: Run, submission: Submission, folder: Path, limits: Limits) -> Run | None:
    """Run all that stands above the place where a question is judged: its class may lack what was left out.

    run: what was run before. Returns None where nothing that could matter was left out.
    """
    place = run.plan.judged[question]
    if all(n in run.done or n > place for n in run.plan.notable):
        return None
    return _run(submission, run.graded, folder, limits, everything=True, until=place)


@contextlib.contextmanager
def left_as_found() -> Iterator[None]:
    """Put back, at the end, what runs replace in this process: modules, how more are found, IPython's shell, folder.

    Until then there are no arguments: those of this process are not the submission's.
    """
    before, found, finders = Path.cwd(), dict(sys.modules), list(sys.meta_path)
    with mock.patch.object(IPython, "get_ipython", IPython.get_ipython), mock.patch.object(sys, "argv", sys.argv[:1]):
        try:
            yield
        finally:
            os.chdir(before)
            sys.meta_path[:] = finders
            for name in ("__main__", "otter"):
                sys.modules.pop(name, None)
                if name in found:
                    sys.modules[name] = found[name]


def notes(submission: Submission, run: Run, limits: Limits, also: frozenset[int] = frozenset()) -> list[Note]:
    """Return what was skipped, stopped or went wrong in a run, as grading would tell it.

    also: statements that later runs have run.
    """
    found = [Note("package_missing", {"package": name}) for name in run.not_installed()]
    found += [statement_note(submission, run, number, limits) for number in sorted(run.failures)]
    left = [n for n in run.plan.notable if n not in run.done | also]
    left_out = left_out_note(submission, [(run.plan.statements[n].cell, run.plan.statements[n].line) for n in left])
    return [*found, *([] if left_out is None else [left_out])]


def statement_note(submission: Submission, run: Run, number: int, limits: Limits) -> Note:
    """Return the note about a statement that did not run to its end."""
    statement, failure = run.plan.statements[number], run.failures[number]
    if failure.kind == STOPPED:
        seconds = limits.cell_seconds if number in run.plan.needed else limits.extra_seconds
        failure = Failure(STOPPED, f"{seconds:g}", failure.line)
    return failure_note(submission, statement.cell, statement.line, failure)


def _run(
    submission: Submission,
    graded: Mapping[str, str],
    folder: Path,
    limits: Limits,
    *,
    everything: bool,
    until: int | None = None,
) -> Run:
    work = folder / submission.place
    work.mkdir(parents=True, exist_ok=True)
    os.chdir(work)
    run = Run(submission.cells, graded, script=submission.script, folder=work, top=folder, helpers=submission.helpers)
    needed = frozenset(run.plan.needed)
    for number in run.plan.everything if everything else run.plan.needed:
        if until is not None and number > until:
            break
        with _stopping(run, limits.cell_seconds if number in needed else limits.extra_seconds):
            run.step(number)
    for number in run.early() if everything else ():
        with _stopping(run, limits.cell_seconds):
            run.step(number, again=True)
    run.end()
    return run


@contextlib.contextmanager
def _stopping(run: Run, seconds: float) -> Iterator[None]:
    """Have the statement of a run stopped after so many seconds of the processor, where the system can do that."""
    if not hasattr(signal, "ITIMER_PROF"):
        yield
        return
    run.stop_on(signal.SIGPROF)
    signal.setitimer(signal.ITIMER_PROF, seconds, AGAIN_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
