"""Which processes an attack has left behind, on a machine where others start processes too."""

import os
import time
from collections.abc import Iterable

import psutil

Identity = tuple[int, float]  # a process id is used again, together with the time of its start it is not


def running() -> set[Identity]:
    """Return all processes."""
    found = set()
    for process in psutil.process_iter():
        try:
            found.add((process.pid, process.create_time()))
        except psutil.Error:
            continue
    return found


def left_behind(before: set[Identity], allowed: Iterable[str], grace: float) -> list[str]:
    """Return a line for each process that is new since `before` and ours, after waiting `grace` seconds for its end.

    Ours is what this process has started, and what lost its parent, as a daemon does. Children of other processes that
    ran before are theirs, and so is what another user runs, as long as this process could not have changed its user.
    A process whose command line has one of the `allowed` words is left out.
    """
    words = tuple(allowed)
    until = time.monotonic() + grace
    while True:
        found = _ours(before, words)
        if not found or time.monotonic() >= until:
            return found
        time.sleep(0.1)


def _ours(before: set[Identity], allowed: tuple[str, ...]) -> list[str]:
    adopters = {os.getpid(), *_adopters()}
    old = {pid for pid, _ in before}
    found = []
    for process in psutil.process_iter():
        try:
            with process.oneshot():
                identity = (process.pid, process.create_time())
                if identity in before or process.status() == psutil.STATUS_ZOMBIE:
                    continue
                if os.geteuid() not in (0, process.uids().real):
                    continue
                parent = process.ppid()
                line = f"{process.pid} {process.username()} {' '.join(process.cmdline())[:200]}"
        except psutil.Error:
            continue
        if any(word in line for word in allowed):
            continue
        if parent in adopters or parent not in old:
            found.append(line)
    return found


def _adopters() -> set[int]:
    """Return the processes that may become the parent of an orphan: init, and an ancestor that asked for it.

    Whether an ancestor asked cannot be seen; but a shell or a make does not, so the furthest ones are taken: those
    without a terminal that lead a session of their own.
    """
    found = {1}
    for process in psutil.Process().parents():
        try:
            if os.getsid(process.pid) == process.pid and process.terminal() is None:
                found.add(process.pid)
        except (OSError, psutil.Error):
            continue
    return found
