"""Grade on a Dask cluster: the same work in other machines' processes, marks and words the same.

The build travels once to each worker. A task is the bytes of one submission and a line of JSON, its result is JSON.
Needs the extra `cluster`, and this package with the same code on every worker.
"""

import hashlib
import importlib
import json
import threading
from concurrent.futures import Future
from pathlib import Path
from types import TracebackType
from typing import Any

from autograder.classroom.task import Outcome, Task
from autograder.errors import GraderError

# What --cluster names besides an address; each class finds its settings in Dask's own configuration.
KINDS = {
    "slurm": ("dask_jobqueue", "SLURMCluster"),
    "pbs": ("dask_jobqueue", "PBSCluster"),
    "sge": ("dask_jobqueue", "SGECluster"),
    "lsf": ("dask_jobqueue", "LSFCluster"),
    "kubernetes": ("dask_kubernetes.operator", "KubeCluster"),
}
CONNECT_SECONDS = 10
WORKERS_SECONDS = 600  # until a queue has started the first worker
AGAIN_SECONDS = 5  # between two looks whether all workers are there that were asked for


def connect(address: str, zip_path: Path, jobs: int) -> "DaskCluster":
    """Return the cluster at an address such as tcp://host:8786, or start one of KINDS with `jobs` workers.

    Raises GraderError when it cannot be had.
    """
    try:
        distributed = importlib.import_module("distributed")
    except ImportError:
        raise GraderError("--cluster needs Dask: run `pip install '.[cluster]'` in the checkout") from None
    started = None if "://" in address else _start(address, jobs)
    try:
        if address.startswith("tls://") and not distributed.Security().get_connection_args("client")["ssl_context"]:
            raise GraderError(
                f"--cluster {address}: name the certificates in Dask's settings, under distributed.comm.tls"
            )
        client = distributed.Client(started or address, timeout=CONNECT_SECONDS, set_as_default=False)
        client.wait_for_workers(1, timeout=WORKERS_SECONDS if started else CONNECT_SECONDS)
    except (OSError, TimeoutError, ValueError) as error:
        first = (str(error).splitlines() or [type(error).__name__])[0]
        raise GraderError(
            f"no Dask cluster with a worker at {address} ({first}): start `dask scheduler` and `dask worker`"
        ) from None
    return DaskCluster(client, started, zip_path.read_bytes(), jobs)


class DaskCluster:
    """A connected cluster, to which the build has been sent; `started` is kept at `workers` and ended with it."""

    def __init__(self, client: Any, started: Any, build: bytes, workers: int) -> None:
        from autograder.classroom.cluster_worker import BuildPlugin

        self._client = client
        self._started = started
        self._left = threading.Event()
        self._keeper = threading.Thread(target=self._keep, args=(workers,), daemon=True)
        self._build = hashlib.sha256(build).hexdigest()
        client.register_plugin(BuildPlugin(self._build, build), name=self._build)

    def __enter__(self) -> "DaskCluster":
        if self._started is not None:
            self._keeper.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave the cluster as it was: take the build back, forget what is not done, end what was started."""
        self._left.set()
        if self._started is not None:
            self._keeper.join()
        self._client.unregister_worker_plugin(self._build)
        self._client.close()
        if self._started is not None:
            self._started.close()

    def _keep(self, workers: int) -> None:
        """Ask for all workers again and again: dask-jobqueue replaces a job that died only when it is asked."""
        while not self._left.wait(AGAIN_SECONDS):
            self._started.scale(workers)

    @property
    def capacity(self) -> int:
        """How many submissions are graded at a time: one in each worker process."""
        return max(len(self._client.scheduler_info(n_workers=-1)["workers"]), 1)

    def submit(self, task: Task) -> "Future[Outcome]":
        """Have a submission graded by some worker; another one takes it over when that one ends."""
        from autograder.classroom.cluster_worker import code_hash, examine_on_worker

        header = {"name": task.name, "language": task.language, "unconfined": task.unconfined, "device": task.device}
        header |= {"build": self._build, "code": code_hash()}
        future: Future[Outcome] = Future()
        remote = self._client.submit(examine_on_worker, json.dumps(header), task.content, pure=False)
        remote.add_done_callback(lambda done: _pass_on(done, future))
        return future


def _pass_on(done: Any, future: "Future[Outcome]") -> None:
    """Give what came of a task on the cluster to the one who waits for it here."""
    try:
        error = done.exception()
        outcome = json.loads(done.result()) if error is None else {}
    except Exception as other:
        # What is no JSON, or what Dask raises of a task that was lost: nobody else would hear of it.
        error = other
    if error is None:
        future.set_result(outcome)
    else:
        future.set_exception(error)


def _start(kind: str, workers: int) -> Any:
    """Start a cluster of one of KINDS; what it needs to know stands in Dask's configuration files."""
    if kind not in KINDS:
        raise GraderError(f"--cluster {kind}: give an address as tcp://host:8786, or one of {', '.join(KINDS)}")
    module, name = KINDS[kind]
    try:
        cluster = getattr(importlib.import_module(module), name)()
    except ImportError:
        package = module.partition(".")[0].replace("_", "-")
        raise GraderError(f"--cluster {kind} needs {package}: run `pip install '.[cluster]'` in the checkout") from None
    except Exception as error:
        first = (str(error).splitlines() or [type(error).__name__])[0]
        raise GraderError(f"--cluster {kind} cannot be started: {first}; look at Dask's configuration of it") from None
    cluster.scale(workers)
    return cluster
