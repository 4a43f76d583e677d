"""`grade --cluster slurm`: a real Slurm of one node, whose jobs are Dask workers, all of them killed in the middle."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.classroom.classes import grades, wait_until_written, write_class
from tests.command_line import ROOT, spawn_autograder
from tests.messy.judged import zip_without_training
from tests.slurm_cluster import MEMORY_MB, WORKERS, kill_jobs, lacking, slurm

COUNT = 3
END_SECONDS = 400
# As an instructor writes it into ~/.config/dask/jobqueue.yaml, here by variables.
DASK = {
    "DASK_JOBQUEUE__SLURM__CORES": "1",
    "DASK_JOBQUEUE__SLURM__PROCESSES": "1",
    "DASK_JOBQUEUE__SLURM__MEMORY": f"{MEMORY_MB}MB",
    "DASK_DISTRIBUTED__DEPLOY__LOST_WORKER_TIMEOUT": "1s",
}


@pytest.mark.slow
def test_marks_are_those_of_a_local_run_though_all_workers_are_killed(built: Path, tmp_path: Path) -> None:
    """The same grades.csv and the same results.json as without a cluster: new jobs replace those that died."""
    if why := lacking():
        pytest.skip(f"no Slurm: {why}")
    pytest.importorskip("dask_jobqueue", reason="no dask-jobqueue: pip install '.[cluster]'")
    write_class(tmp_path / "class", COUNT)
    quick_zip = zip_without_training(tmp_path / "quick.zip")
    call = ("grade", tmp_path / "class", "--autograder", quick_zip, "--out")
    here = spawn_autograder(*call, tmp_path / "here")
    assert here.returncode == 0, here.stderr
    (tmp_path / "slurm").mkdir()
    with slurm(tmp_path / "slurm") as environment:
        command = [sys.executable, "-m", "autograder", *map(str, call), str(tmp_path / "there")]
        command += ["--cluster", "slurm", "--jobs", str(WORKERS)]
        own = {**environment, **DASK, "DASK_JOBQUEUE__SLURM__LOG_DIRECTORY": str(tmp_path / "jobs")}
        with subprocess.Popen(
            command, cwd=ROOT, env=own, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        ) as process:
            try:
                wait_until_written(process, tmp_path / "there", seconds=END_SECONDS)
                killed = kill_jobs(environment)
                written = len(list((tmp_path / "there").glob("*/record.json")))
                _, errors = process.communicate(timeout=END_SECONDS)
            finally:
                process.kill()
    assert len(killed) == WORKERS
    assert written < COUNT
    assert process.returncode == 0, errors
    assert grades(tmp_path / "there") == grades(tmp_path / "here")
    for path in (tmp_path / "here").glob("*/results.json"):
        assert (tmp_path / "there" / path.parent.name / path.name).read_bytes() == path.read_bytes()
