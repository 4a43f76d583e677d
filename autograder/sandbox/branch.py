"""The fork server as a fork of the grader, on machines with little memory: both share the libraries that they imported.

A grader that does this starts as the server would: with the server's environment and nothing imported but the server's
libraries. So nothing of a build is in the memory that workers are forked from.
"""

import ctypes
import gc
import os
import signal
import socket
import subprocess
import tempfile
import time
import traceback
from pathlib import Path
from typing import IO

# Before the fork, as the server does for its workers.
from autograder.sandbox import fork_server
from autograder.sandbox.forking import FOLDERS, ForkServer, use

LOOK_SECONDS = 0.02
M_TRIM_THRESHOLD, M_MMAP_THRESHOLD = -1, -3  # of glibc's mallopt
GIVEN_BACK_BYTES = 128 * 1024  # glibc's own default


def branch_off() -> None:
    """Fork the server from this process, which was started with `forking.environment` and goes on as the grader."""
    use(ForkServer(_fork, Path(os.environ["HOME"])))
    for name in FOLDERS:
        os.environ.pop(name, None)
    tempfile.tempdir = None
    # The server's workers keep the memory of a training run; the grader gives back what a check has used.
    libc = ctypes.CDLL(None)
    for parameter in (M_TRIM_THRESHOLD, M_MMAP_THRESHOLD):
        libc.mallopt(parameter, GIVEN_BACK_BYTES)


class Branch:
    """A forked process, as subprocess.Popen has it."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._code: int | None = None

    def poll(self) -> int | None:
        """Return how it ended, None while it runs."""
        if self._code is None:
            done, status = os.waitpid(self._pid, os.WNOHANG)
            self._code = os.waitstatus_to_exitcode(status) if done else None
        return self._code

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end; raises subprocess.TimeoutExpired."""
        end = None if timeout is None else time.monotonic() + timeout
        while (code := self.poll()) is None:
            if end is not None and time.monotonic() > end:
                raise subprocess.TimeoutExpired("fork server", timeout or 0)
            time.sleep(LOOK_SECONDS)
        return code

    def kill(self) -> None:
        """End it."""
        if self.poll() is None:
            os.kill(self._pid, signal.SIGKILL)


def _fork(folder: Path, inner: socket.socket, log: IO[bytes]) -> Branch:
    gc.collect()
    gc.freeze()  # the garbage collector writes into what it looks at, which would make a copy of it
    pid = os.fork()
    if pid:
        return Branch(pid)
    try:
        # The grader's end of the socket pair is among what is closed: its end is how the server hears of the grader's.
        kept = os.dup2(inner.fileno(), 3) if inner.fileno() != 3 else 3
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(log.fileno(), 1)
        os.dup2(log.fileno(), 2)
        os.closerange(4, os.sysconf("SC_OPEN_MAX"))
        os.setsid()
        os.chdir(folder)
        fork_server.serve(socket.socket(fileno=kept))
    except BaseException:
        traceback.print_exc()
        os._exit(1)
