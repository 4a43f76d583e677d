"""A worker's own time: what it computes and what it sleeps, not what it waits for a processor."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time

import pytest

from autograder.grading import Budgets
from autograder.sandbox.processes import OwnTime, cpu_seconds
from coursekit.submission.source import Limits

LOOK = 0.05


def watched(source: str, seconds: float) -> tuple[float, float]:
    """Return the own time of a process that runs a source for so long, and its processor's time."""
    with subprocess.Popen([sys.executable, "-c", source], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()  # until the interpreter is up
        before, own = cpu_seconds(process.pid), OwnTime(process.pid)
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            time.sleep(LOOK)
            own.look()
        found = own.seconds, cpu_seconds(process.pid) - before
        process.kill()
    return found


def test_sleep_counts() -> None:
    """By the clock, but for the first look; a process that has stopped itself sleeps too."""
    for waits in ("import time; time.sleep(60)", "import os, signal; os.kill(os.getpid(), signal.SIGSTOP)"):
        own, cpu = watched(f"print('up', flush=True); {waits}", 1.5)
        assert 0.8 < own < 2.5
        assert cpu < 0.3


def test_computing_counts_what_the_processor_gave() -> None:
    """Beside many others it is less than the clock shows."""
    context = multiprocessing.get_context("spawn")
    others = [context.Process(target=burn, daemon=True) for _ in range(4 * (os.cpu_count() or 1))]
    for other in others:
        other.start()
    try:
        own, cpu = watched("print('up', flush=True)\nwhile True: pass", 3)
    finally:
        for other in others:
            os.kill(other.pid or 0, signal.SIGKILL)
    assert own == pytest.approx(cpu, abs=0.1)
    assert own < 2


def burn() -> None:
    """Compute without end."""
    while True:
        pass


def test_students_are_told_the_default_limits() -> None:
    """`python -m seminar check` has no build to read: its limits are those of a build that changes nothing."""
    budgets, limits = Budgets(), Limits()
    for name in ("file_mib", "source_kib", "cells", "cell_seconds", "extra_seconds"):
        assert getattr(limits, name) == getattr(budgets, name)
