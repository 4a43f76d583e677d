"""`grade --cluster`: a real Dask scheduler and two real workers on this machine, one of them killed in the middle."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.classroom.cluster import KINDS
from tests.classroom.classes import grades, write_class
from tests.conftest import ROOT, run_autograder

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


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    """The address of a scheduler, and its two workers of one thread each."""
    address = f"tcp://127.0.0.1:{free_port()}"
    port = address.rpartition(":")[2]
    scheduler = dask("scheduler", "--host", "127.0.0.1", "--port", port, "--no-dashboard")
    worker = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--memory-limit", "0")
    workers = [dask("worker", address, *worker) for _ in range(2)]
    yield address, workers
    for process in (*workers, scheduler):
        process.kill()
        process.wait()


def test_marks_are_those_of_a_local_run_though_a_worker_is_killed(
    cluster: Cluster,
    quick_zip: Path,
    tmp_path: Path,
) -> None:
    """The same grades.csv and the same results.json as without a cluster."""
    address, workers = cluster
    write_class(tmp_path / "class", 8)
    call = ("grade", tmp_path / "class", "--autograder", quick_zip, "--out")
    here = run_autograder(*call, tmp_path / "here")
    assert here.returncode == 0, here.stderr
    command = [sys.executable, "-m", "autograder", *map(str, call), str(tmp_path / "there"), "--cluster", address]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    while not list((tmp_path / "there").glob("*/record.json")):
        assert process.poll() is None, process.communicate()[1]
        time.sleep(0.02)
    workers[0].kill()
    _, errors = process.communicate(timeout=240)
    assert process.returncode == 0, errors
    assert grades(tmp_path / "there") == grades(tmp_path / "here")
    for path in (tmp_path / "here").glob("*/results.json"):
        assert (tmp_path / "there" / path.parent.name / path.name).read_bytes() == path.read_bytes()


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("tcp://127.0.0.1:1", "no Dask cluster with a worker at tcp://127.0.0.1:1"),
        ("sge2", f"give an address as tcp://host:8786, or one of {', '.join(KINDS)}"),
    ],
    ids=["nobody there", "unknown kind"],
)
def test_cluster_that_cannot_be_had_is_one_line(built: Path, tmp_path: Path, address: str, words: str) -> None:
    """Exit code 2 and what to do, no traceback."""
    write_class(tmp_path / "class", 1)
    done = run_autograder("grade", tmp_path / "class", "--out", tmp_path / "out", "--cluster", address)
    assert done.returncode == 2
    assert words in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
