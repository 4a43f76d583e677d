"""A real Dask scheduler with two real workers on this machine."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tests.command_line import ROOT

Cluster = tuple[str, list[subprocess.Popen[bytes]]]
DASK = "from distributed.cli.dask_{part} import main; main()"


def dask(part: str, *arguments: str) -> subprocess.Popen[bytes]:
    """Start a part of Dask, "scheduler" or "worker", as its command line does."""
    command = [sys.executable, "-c", DASK.format(part=part), *arguments]
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def free_port() -> int:
    """Return a port that nobody listens to."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def dask_cluster() -> Iterator[Cluster]:
    """Start a scheduler and two workers of one thread each; give its address and the workers, and end them all."""
    address = f"tcp://127.0.0.1:{free_port()}"
    port = address.rpartition(":")[2]
    scheduler = dask("scheduler", "--host", "127.0.0.1", "--port", port, "--no-dashboard")
    worker = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--memory-limit", "0")
    workers = [dask("worker", address, *worker) for _ in range(2)]
    try:
        yield address, workers
    finally:
        for process in (*workers, scheduler):
            process.kill()
            process.wait()
