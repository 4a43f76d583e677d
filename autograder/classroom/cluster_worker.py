"""What runs in a Dask worker: it keeps one unpacked build, and grades one submission at a time."""

import ctypes
import hashlib
import importlib.metadata
import json
import shutil
import tempfile
import threading
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, cast

from distributed import WorkerPlugin, get_worker

import coursekit
from autograder.classroom.task import Task, unpack
from autograder.errors import GraderError
from autograder.paths import PACKAGE
from autograder.sandbox.forking import KEPT_BYTES

CODE = ("*.py", "*.toml", "*.txt")
TRIM_THRESHOLD, MMAP_THRESHOLD = -1, -3  # of mallopt, in malloc.h
# What judging may take of memory is a limit of the whole process: two at a time would share one. Each could have a
# process of its own, but a Dask worker is a daemon, which `multiprocessing` lets start none.
_one_at_a_time = threading.Lock()


class BuildPlugin(WorkerPlugin):
    """Brings the bytes of autograder.zip to every worker, also to those that join later; `hash` is their SHA-256."""

    def __init__(self, hash: str, build: bytes) -> None:
        self.name = hash
        self._build: bytes | None = build
        self._folder: Path | None = None
        self._examiner: Any = None

    def setup(self, worker: Any) -> None:
        """Unpack the build, closed to other users."""
        keep_memory()
        self._folder = Path(tempfile.mkdtemp(prefix="build-"))
        if self._build is not None:
            unpack(BytesIO(self._build), self._folder / "source")
            self._build = None

    def teardown(self, worker: Any) -> None:
        """Delete the build."""
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)

    def examine(self, task: Task) -> str:
        """Return the outcome of a submission as JSON."""
        from autograder.sandbox.forking import fork_server

        with _one_at_a_time:
            if self._examiner is None and self._folder is not None:
                fork_server()  # imports its libraries while this process does
                from autograder.classroom.examine import Examiner

                self._examiner = Examiner(self._folder / "source")
            return json.dumps(self._examiner.examine(task))


def examine_on_worker(header: str, content: bytes) -> str:
    """Grade the submission that `header` describes; raises GraderError when this worker has other code."""
    told = json.loads(header)
    worker = get_worker()
    if told["code"] != code_hash():
        raise GraderError(
            f"the worker {worker.address} has another version of this package or of torch: install the same one there"
        )
    task = Task(told["name"], content, told["language"], told["unconfined"], told["device"])
    plugin = cast(BuildPlugin, worker.plugins[told["build"]])
    return plugin.examine(task)


def keep_memory() -> None:
    """Hand no memory back to the system between two tensors: Dask's nanny wants that, and judging costs twice then."""
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)  # glibc's
    if mallopt is not None:
        for option in (TRIM_THRESHOLD, MMAP_THRESHOLD):
            mallopt(option, int(KEPT_BYTES))


@cache
def code_hash() -> str:
    """Return the hash of all code that decides a mark: this package, the students' library, and torch's version."""
    digest = hashlib.sha256(importlib.metadata.version("torch").encode())
    for top in (PACKAGE, Path(str(coursekit.__file__)).parent):
        for path in sorted(path for pattern in CODE for path in top.rglob(pattern)):
            digest.update(path.relative_to(top).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()
