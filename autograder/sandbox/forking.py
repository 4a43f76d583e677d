"""The grader's end of the fork server: one for the whole grader, started at the first worker."""

import atexit
import contextlib
import importlib.util
import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO, Any, Protocol

from autograder.errors import GraderError
from autograder.sandbox.scratch import delete_scratch, make_scratch

REPLY_SECONDS = 120
LOOK_SECONDS = 0.005
END_SECONDS = 20
KEPT_BYTES = str(1 << 30)
FOLDERS = ("HOME", "TMPDIR", "MPLCONFIGDIR", "IPYTHONDIR")  # the server's own, in its environment
KEPT_VARIABLES = ("PATH", "LD_LIBRARY_PATH", "LANG", "LC_ALL", "TZ")


class Process(Protocol):
    """A child of this process, as subprocess.Popen has it."""

    def poll(self) -> int | None:
        """Return how it ended, None while it runs."""
        ...

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end; raises subprocess.TimeoutExpired."""
        ...

    def kill(self) -> None:
        """End it."""
        ...


# Starts a server that works in a folder, at one end of a socket pair, and writes into a log.
Start = Callable[[Path, socket.socket, IO[bytes]], Process]


def spawn(folder: Path, inner: socket.socket, log: IO[bytes]) -> Process:
    """Start a server as a program of its own."""
    return subprocess.Popen(
        [sys.executable, "-P", "-u", "-m", "autograder.sandbox.start_server", str(inner.fileno())],
        cwd=folder,
        env=environment(folder),
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        pass_fds=(inner.fileno(),),
        start_new_session=True,
    )


class ForkServer:
    """A running fork server. start: what starts it. folder: of its own, which it deletes in the end."""

    def __init__(self, start: Start = spawn, folder: Path | None = None) -> None:
        self._lock = threading.Lock()
        self._folder = make_scratch() if folder is None else folder
        self._control, inner = socket.socketpair()
        self._control.settimeout(REPLY_SECONDS)
        self._replies = self._control.makefile("rb")
        self._log = (self._folder / "log").open("w+b")
        with inner:
            self._process = start(self._folder, inner, self._log)
        self._asked = 0
        self._owner = os.getpid()
        self._owned = [self._folder]

    @property
    def alive(self) -> bool:
        """Whether the server still runs and belongs to this process, not to one that this one was forked from."""
        return self._owner == os.getpid() and self._process.poll() is None

    def fork(self, settings: dict[str, Any], wire: int, output: int) -> "Forked":
        """Have a worker started on the two descriptors, of which the caller closes its own copies.

        Waits for the server's imports if it has just been started. Raises GraderError if the server cannot run.
        """
        pid = self._ask({"do": "fork", "settings": settings}, [wire, output])["pid"]
        if pid is None:
            raise GraderError("this machine has no memory or no process left for a worker: grade this again")
        return Forked(self, pid)

    def own(self, folder: Path) -> None:
        """Have the server delete `folder` when it ends, in whatever way this process does."""
        self._owned.append(folder)
        self._ask({"do": "own", "folder": str(folder)})

    def prepare(self, library: Path, probes: str) -> None:
        """Have the server import a course's library, so that workers find it imported."""
        self._ask({"do": "prepare", "library": str(library), "probes": probes})

    def status(self, pid: int) -> int | None:
        """Return the exit code of a worker (-9 for signal 9), None while it runs."""
        try:
            return self._ask({"do": "status", "pid": pid})["code"]
        except GraderError:
            return -9

    def close(self) -> None:
        """End the server and its workers, and have it delete what it owns: this process may be ended meanwhile, as that
        of a pool is, and the server goes on."""
        if self._owner != os.getpid():
            return
        with contextlib.suppress(OSError):
            self._control.shutdown(socket.SHUT_RDWR)
        try:
            self._process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._control.close()
        self._log.close()
        for folder in self._owned:
            delete_scratch(folder, None)

    def _ask(self, request: dict[str, Any], descriptors: Sequence[int] = ()) -> dict[str, Any]:
        """Send a request, a line, with descriptors and return the reply to it; raises GraderError.

        Judging may be stopped before a reply is read (see JudgingLimits): it is known by its number and passed over.
        """
        with self._lock:
            self._asked += 1
            message = json.dumps({**request, "number": self._asked}).encode() + b"\n"
            try:
                if descriptors:
                    socket.send_fds(self._control, [message], descriptors)
                else:
                    self._control.sendall(message)
                while line := self._replies.readline():
                    reply = json.loads(line)
                    if reply["number"] == self._asked:
                        return reply
            except OSError:
                pass
            raise self._dead()

    def _dead(self) -> GraderError:
        self._log.seek(0)
        lines = self._log.read().decode("utf-8", "replace").strip().splitlines()
        return GraderError(f"the process that starts workers ended: {lines[-1] if lines else 'no message'}")


class Forked:
    """One worker process as its fork server knows it."""

    def __init__(self, fork_server: ForkServer, pid: int) -> None:
        self.pid = pid
        self._server = fork_server
        self._code: int | None = None

    def wait(self, seconds: float) -> int | None:
        """Return the exit code, or None if the process still runs after `seconds`."""
        deadline = time.monotonic() + seconds
        while self._code is None:
            self._code = self._server.status(self.pid)
            if self._code is None:
                if time.monotonic() >= deadline:
                    return None
                time.sleep(LOOK_SECONDS)
        return self._code


def environment(folder: Path) -> dict[str, str]:
    """Return the variables that student code may see: where libraries lie, one thread, no GPU, no home but `folder`."""
    # Looked up without importing them: the server must start before the libraries that it shares with its caller.
    specs = [importlib.util.find_spec(package) for package in ("autograder", "coursekit")]
    roots = [str(Path(spec.origin).parent.parent) for spec in specs if spec is not None and spec.origin is not None]
    inherited = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    own = {
        "PYTHONPATH": os.pathsep.join(dict.fromkeys(path for path in (*inherited, *roots) if path)),
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
        # A file without an encoding holds Russian words, whatever the grading machine's language is.
        "PYTHONUTF8": "1",
        "USER": "student",
        "LOGNAME": "student",
        "MPLBACKEND": "agg",
        # Memory is not handed back to the system between two steps of a training run: they take a fifth less time.
        "MALLOC_MMAP_THRESHOLD_": KEPT_BYTES,
        "MALLOC_TRIM_THRESHOLD_": KEPT_BYTES,
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "MKL_NUM_THREADS": "1",
        "CUDA_VISIBLE_DEVICES": "",
        # Whether there is a card is then looked up without opening one, which would fix the answer for good.
        "PYTORCH_NVML_BASED_CUDA_CHECK": "1",
        # Both would start processes: a module runs as it is, and jobs are done one after the other.
        "TORCH_COMPILE_DISABLE": "1",
        "JOBLIB_MULTIPROCESSING": "0",
        **dict.fromkeys(FOLDERS, str(folder)),
    }
    return {**{name: os.environ[name] for name in KEPT_VARIABLES if name in os.environ}, **own}


_started: list[ForkServer] = []
_starting = threading.Lock()


def fork_server() -> ForkServer:
    """Return the fork server of this process; start one if there is none, or the last one died.

    It imports its libraries while the caller goes on. Raises GraderError on a system without fork.
    """
    if os.name != "posix":
        raise GraderError(
            "student code cannot be run in a process of its own on this system: grade on Linux, in WSL or a container"
        )
    with _starting:
        if not _started or not _started[-1].alive:
            _take(ForkServer())
        return _started[-1]


def use(server: ForkServer) -> None:
    """Let a server be the one of this process, which has none yet."""
    with _starting:
        _take(server)


def _take(server: ForkServer) -> None:
    _started.append(server)
    atexit.register(server.close)
