"""A real Slurm on this machine alone: munged, slurmctld and slurmd with a configuration and ports of their own.

As root, with Debian's packages: `apt-get install slurm-wlm munge`. What is started here is ended here, and nothing of
the system's own Slurm is read or written.
"""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.dask_cluster import free_port

PROGRAMS = ("munged", "mungekey", "slurmctld", "slurmd", "sbatch", "sinfo", "squeue", "scancel")
UP_SECONDS, END_SECONDS = 60, 30
WORKERS, MEMORY_MB = 2, 2000  # jobs that fit onto the node
CONFIGURATION = """
ClusterName=autograder-test
SlurmctldHost={host}(127.0.0.1)
SlurmctldPort={controller}
SlurmdPort={daemon}
SlurmUser=root
AuthType=auth/munge
AuthInfo=socket={folder}/munge.socket
CredType=cred/munge
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/slurmd.pid
ProctrackType=proctrack/pgid
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
MpiDefault=none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
ReturnToService=2
NodeName={host} NodeAddr=127.0.0.1 CPUs={cpus} RealMemory={memory} State=UNKNOWN
PartitionName=test Nodes={host} Default=YES MaxTime=INFINITE State=UP
"""


def lacking() -> str:
    """Return what a Slurm needs and this machine lacks, or ""."""
    if os.geteuid() != 0:
        return "a Slurm of its own is started as root"
    missing = [name for name in PROGRAMS if shutil.which(name) is None]
    return f"not installed: {', '.join(missing)} (apt-get install slurm-wlm munge)" if missing else ""


@contextmanager
def slurm(folder: Path) -> Iterator[dict[str, str]]:
    """Start Slurm's programs, with `folder` for all that they write; yield the environment for its commands, and end
    them with all jobs."""
    for name in ("state", "spool"):
        (folder / name).mkdir()
    folder.chmod(0o755)  # munged asks for folders that only root writes, as deep as they are
    host = socket.gethostname().partition(".")[0]
    ports = {"controller": free_port(), "daemon": free_port()}
    settings = folder / "slurm.conf"
    sizes = {"cpus": WORKERS, "memory": WORKERS * MEMORY_MB}
    settings.write_text(CONFIGURATION.format(folder=folder, host=host, **sizes, **ports), encoding="utf-8")
    subprocess.run(["mungekey", "--create", f"--keyfile={folder}/munge.key"], check=True, timeout=UP_SECONDS)
    munge = [
        f"--{name}={folder}/munge.{name.split('-')[0]}"
        for name in ("socket", "key-file", "pid-file", "log-file", "seed-file")
    ]
    environment = {**os.environ, "SLURM_CONF": str(settings)}
    with ExitStack() as stack:
        for command in (["munged", "--foreground", "--force", *munge], ["slurmctld", "-D"], ["slurmd", "-D"]):
            stack.enter_context(_running(command, folder, environment))
        _wait_until(lambda: _told(environment, "sinfo", "--noheader", "--format=%T") == "idle", folder)
        try:
            yield environment
        finally:
            kill_jobs(environment)
            _wait_until(lambda: not jobs(environment), folder, END_SECONDS)


def jobs(environment: dict[str, str]) -> set[str]:
    """Return the numbers of all jobs that wait or run."""
    return set(_told(environment, "squeue", "--noheader", "--format=%i").split())


def kill_jobs(environment: dict[str, str]) -> set[str]:
    """Kill all processes of all jobs, as a node that goes down would; return the jobs' numbers."""
    numbers = jobs(environment)
    if numbers:
        _told(environment, "scancel", "--full", "--signal=KILL", *numbers)
        _told(environment, "scancel", *numbers)
    return numbers


def _told(environment: dict[str, str], *command: str) -> str:
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=UP_SECONDS)
    return done.stdout.strip()


@contextmanager
def _running(command: list[str], folder: Path, environment: dict[str, str]) -> Iterator[None]:
    with (folder / f"{command[0]}.log").open("w", encoding="utf-8") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        try:
            yield
        finally:
            process.terminate()
            try:
                process.wait(END_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait_until(so: Callable[[], bool], folder: Path, seconds: float = UP_SECONDS) -> None:
    """Wait until it is so; after `seconds` raise TimeoutError with the ends of Slurm's logs."""
    end = time.monotonic() + seconds
    while not so():
        if time.monotonic() > end:
            logs = [f"{path.name}: {path.read_text(errors='replace')[-500:]}" for path in sorted(folder.glob("*.log"))]
            raise TimeoutError("\n".join((f"Slurm is not there after {seconds} s", *logs)))
        time.sleep(0.5)
