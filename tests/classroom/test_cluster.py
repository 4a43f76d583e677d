"""`grade --cluster`: a real Dask scheduler and two real workers on this machine, one of them killed in the middle."""

import os
import subprocess
import sys
import threading
from concurrent.futures import Future
from pathlib import Path
from unittest import mock

import pytest

from autograder.classroom import cluster
from autograder.classroom.cluster import KINDS, _pass_on
from autograder.classroom.task import Outcome
from tests.classroom.classes import grades, wait_until_written, write_class
from tests.command_line import ROOT, run_autograder, spawn_autograder
from tests.dask_cluster import dask_cluster


@pytest.mark.slow
def test_marks_are_those_of_a_local_run_though_a_worker_is_killed(quick_zip: Path, tmp_path: Path) -> None:
    """The same grades.csv and the same results.json as without a cluster."""
    write_class(tmp_path / "class", 8)
    call = ("grade", tmp_path / "class", "--autograder", quick_zip, "--out")
    here = spawn_autograder(*call, tmp_path / "here")
    assert here.returncode == 0, here.stderr
    with dask_cluster() as (address, workers):
        command = [sys.executable, "-m", "autograder", *map(str, call), str(tmp_path / "there"), "--cluster", address]
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        wait_until_written(process, tmp_path / "there")
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
        ("tls://127.0.0.1:1", "name the certificates in Dask's settings, under distributed.comm.tls"),
        ("sge2", f"give an address as tcp://host:8786, or one of {', '.join(KINDS)}"),
    ],
    ids=["nobody there", "no certificates", "unknown kind"],
)
def test_cluster_that_cannot_be_had_is_one_line(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str, words: str
) -> None:
    """Exit code 2 and what to do, no traceback."""
    monkeypatch.setattr(cluster, "CONNECT_SECONDS", 1)
    write_class(tmp_path / "class", 1)
    done = run_autograder("grade", tmp_path / "class", "--out", tmp_path / "out", "--cluster", address)
    assert done.returncode == 2
    assert words in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_lost_jobs_are_asked_for_again_until_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """dask-jobqueue starts no other job in the place of one that died: a run without workers would wait without end."""
    monkeypatch.setattr(cluster, "AGAIN_SECONDS", 0.01)
    started, asked = mock.Mock(), threading.Semaphore(0)
    started.scale.side_effect = lambda workers: asked.release()
    with cluster.DaskCluster(mock.Mock(), started, b"", 2):
        assert all(asked.acquire(timeout=20) for _ in range(3))
    assert {call.args for call in started.scale.call_args_list} == {(2,)}
    assert started.method_calls[-1] == mock.call.close()


def test_worker_keeps_its_memory_where_dask_says_it_should_not() -> None:
    """Blocks that are made and freed are not handed back and taken again page by page, as with the nanny's variable."""
    code = (
        "import resource\n"
        "from autograder.classroom.cluster_worker import keep_memory\n"
        "keep_memory()\n"
        "def faults(): return resource.getrusage(resource.RUSAGE_SELF).ru_minflt\n"
        "bytearray(1 << 22)\n"
        "before = faults()\n"
        "for _ in range(100): bytearray(1 << 22)\n"
        "print(faults() - before)\n"
    )
    nanny = {**os.environ, "MALLOC_TRIM_THRESHOLD_": "65536"}
    done = subprocess.run([sys.executable, "-c", code], env=nanny, capture_output=True, text=True, check=True)
    assert int(done.stdout) < 1000, "102,400 pages of 4 KiB are made and freed"


@pytest.mark.parametrize("said", ["no JSON", None, OSError("lost"), ValueError("lost")])
def test_what_is_no_outcome_is_an_error(said: str | Exception | None) -> None:
    """A run would wait for it without end."""

    class Done:
        def exception(self) -> None:
            if isinstance(said, OSError):
                raise said

        def result(self) -> str | None:
            if isinstance(said, ValueError):
                raise said
            return None if isinstance(said, Exception) else said

    future: Future[Outcome] = Future()
    _pass_on(Done(), future)
    assert isinstance(future.exception(timeout=1), Exception)
