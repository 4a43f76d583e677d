"""The fork server: imports torch once, and forks a worker for every request of the grader.

It belongs to the grader and runs no student code: a worker confines itself after the fork. A worker from here is ready
in a small part of the time that importing torch takes. What workers leave behind becomes a child of this process and
is ended; if the grader is killed, this process ends the workers and deletes their folders.
"""

import contextlib
import ctypes
import gc
import json
import os
import signal
import socket
import sys
from pathlib import Path
from typing import Any, NoReturn

import psutil

from autograder.sandbox import worker
from autograder.sandbox.layers import seccomp
from autograder.sandbox.layers.layer import PR_SET_DUMPABLE
from autograder.sandbox.processes import end_session
from autograder.sandbox.scratch import delete_scratch

PR_SET_CHILD_SUBREAPER = 36
LINE = 1 << 16
SWEEPS = 100


def serve(control: socket.socket) -> NoReturn:
    """Serve the grader at the other end of a socket until it closes it; the current folder is this server's own."""
    if sys.platform == "linux":
        libc = ctypes.CDLL(None)
        libc.prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
        libc.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    seccomp.find_library()
    running: dict[int, dict[str, Any]] = {}
    owned = [Path.cwd()]
    waiting, descriptors = b"", []
    while True:
        # What asks may have been stopped before it took a reply: then its next request may come with the one before.
        while b"\n" not in waiting:
            try:
                text, found, _, _ = socket.recv_fds(control, LINE, 2)
            except ConnectionError:
                text, found = b"", []  # the grader has ended with a reply unread
            if not text:
                _end(running)
                for folder in owned:
                    delete_scratch(folder, None)
                # Without the long way of an interpreter out of torch.
                os._exit(0)
            waiting += text
            descriptors += found
        line, _, waiting = waiting.partition(b"\n")
        request = json.loads(line)
        reply: dict[str, int | None]
        if request["do"] == "fork":
            try:
                wire, output, *descriptors = descriptors
                pid = _fork(control, request["settings"], wire, output)
            except OSError:
                # No memory or no process left on this machine, for now: the next submission may have one.
                reply = {"pid": None}
            else:
                running[pid] = request["settings"]
                reply = {"pid": pid}
        elif request["do"] == "prepare":
            worker.load_library(request["library"], request["probes"])
            # What is loaded stays: no worker needs to go through it for garbage, which would copy its memory too.
            gc.freeze()
            reply = {}
        elif request["do"] == "own":
            owned.append(Path(request["folder"]))
            reply = {}
        else:
            reply = {"code": _status(request["pid"], running)}
        with contextlib.suppress(ConnectionError):
            control.sendall(json.dumps({**reply, "number": request["number"]}).encode() + b"\n")


def _fork(control: socket.socket, settings: dict[str, Any], wire: int, output: int) -> int:
    parent = os.getpid()
    try:
        pid = os.fork()
    except OSError:
        os.close(wire)
        os.close(output)
        raise
    if pid:
        os.close(wire)
        os.close(output)
        return pid
    # The worker leaves by os._exit, whatever happens: it must never come back into the loop above.
    try:
        control.close()
        os.dup2(output, 1)
        os.dup2(output, 2)
        os.close(output)
        _end_first()
        worker.main({**settings, "wire": wire, "parent": parent})
    except BaseException as error:
        sys.stderr.write(f"{type(error).__name__}: {error}\n")
        os._exit(1)
    os._exit(0)


def _end_first() -> None:
    """Have the kernel end this process before any other one where memory runs out, as in a container with little."""
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")


def _status(pid: int, running: dict[int, dict[str, Any]]) -> int | None:
    """Return how a worker ended, in the way of subprocess, or None while it runs."""
    done, status = os.waitpid(pid, os.WNOHANG)
    if not done:
        return None
    del running[pid]
    _sweep(running)
    return os.waitstatus_to_exitcode(status)


def _sweep(running: dict[int, dict[str, Any]]) -> None:
    """End what a worker left behind: children of this process that are no workers, and then their children."""
    for _ in range(SWEEPS):
        orphans = [child.pid for child in psutil.Process().children() if child.pid not in running]
        if not orphans:
            return
        for pid in orphans:
            with contextlib.suppress(OSError):
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)


def _end(running: dict[int, dict[str, Any]]) -> None:
    for pid, settings in list(running.items()):
        end_session(pid, settings["uid"])
        with contextlib.suppress(OSError):
            os.waitpid(pid, 0)
        delete_scratch(Path(settings["scratch"]), settings["uid"])
    _sweep({})
