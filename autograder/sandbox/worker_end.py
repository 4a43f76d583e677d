"""The end of a worker: what it takes too much of, how its exit code reads, and what is left to clean up."""

import signal
from pathlib import Path

from autograder.grading import Budgets
from autograder.sandbox.cgroups import Group
from autograder.sandbox.gpu import Gpu, used_mib
from autograder.sandbox.processes import end_session, memory_mib, nameless_mib
from autograder.sandbox.scratch import delete_scratch, scratch_mib
from autograder.sandbox.watcher import Watcher


def excess(pid: int, scratch: Path, budgets: Budgets, idle_mib: float, gpu: Gpu | None = None) -> str:
    """Return what a worker takes too much of, "" if nothing; idle_mib: what it had before any code of a student's."""
    if gpu is not None and used_mib(pid) > budgets.gpu_mib:
        return f"memory of the graphics card above {budgets.gpu_mib:g} MiB"
    if memory_mib(pid) > budgets.memory_mib + idle_mib + (0 if gpu is None else gpu.host_mib):
        return f"memory above {budgets.memory_mib:g} MiB"
    if scratch_mib(scratch) + nameless_mib(pid) > budgets.scratch_mib:
        return f"files above {budgets.scratch_mib:g} MiB"
    return ""


def clean(pid: int, uid: int | None, scratch: Path, group: Group | None, watcher: Watcher) -> None:
    """End what a worker has started, and delete its folder and its group."""
    watcher.stop()
    end_session(pid, uid)
    if group is not None:
        group.close()
    delete_scratch(scratch, uid)


def exit_in_words(code: int) -> str:
    """Return how a process ended, by its exit code: negative for a signal."""
    if code >= 0:
        return f"exit code {code}"
    try:
        return f"signal {-code} ({signal.Signals(-code).name})"
    except ValueError:
        return f"signal {-code}"
