"""A container as small as Gradescope's: no network, no privileges, 768 MB, half a core.

Podman and runc run it, as root: `apt-get install podman runc debootstrap`. Its system is Debian's smallest, its Python
must be of this environment's version, and its packages are those that setup.sh would install, and no others: links to
the files of this environment. What is not tried so is what setup.sh downloads.
A build of torch without CUDA, which this environment may not have, is taken from the folder that TORCH_FOLDER names
(`pip install --no-deps --target FOLDER torch==...`).
"""

import atexit
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import time
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PathDistribution, distributions
from pathlib import Path
from typing import Any

import psutil

from autograder.build.gradescope import FOLDER

IMAGE, SUITE = "autograder-test", "bookworm"
SMALL_MB, CUDA_MB = 768, 1000
CUDA = ("cuda-", "nvidia-", "triton")  # what torch's build with CUDA comes with besides
VENV = "/opt/autograder/venv"
VERSION = f"python{sys.version_info.major}.{sys.version_info.minor}"
LOOK_SECONDS = 0.2


@dataclass(frozen=True)
class Ended:
    """How a run ended: results.json, exit code, what was printed, seconds of the processor, and MB at most: of all
    processes together (their shares of what they share), and as the kernel counts, with files that it keeps at hand."""

    results: dict[str, Any]
    code: int
    printed: str
    cpu_seconds: float
    peak_mb: float
    kernel_mb: float


def lacking() -> str:
    """Return what a container needs and this machine lacks, or ""."""
    if os.geteuid() != 0:
        return "containers are run as root"
    missing = [name for name in ("podman", "runc", "debootstrap") if shutil.which(name) is None]
    if missing:
        return f"not installed: {', '.join(missing)}"
    if not _has_image():
        _make_image()
    inside = _podman(
        "run", "--rm", "--network=none", IMAGE, "python3", "-c", "import sys; print(*sys.version_info[:2])"
    )
    own = f"{sys.version_info.major} {sys.version_info.minor}"
    return "" if inside.stdout.strip() == own else f"{SUITE} has not {VERSION}: {inside.stdout} {inside.stderr[-200:]}"


def run(
    zip_path: Path, place: Path, submit: Callable[[Path], object], *, cpus: float = 0.5, seconds: float = 1500
) -> Ended:
    """Grade in a container what `submit` writes into the folder submission/, with the autograder zip.

    place: a new folder. seconds: after which the container is ended.
    """
    for name in ("source", "submission", "results"):
        (place / name).mkdir(parents=True)
    with zipfile.ZipFile(zip_path) as archive:
        archive.extractall(place / "source")
    submit(place / "submission")
    name = f"autograder-test-{os.getpid()}-{place.name}"
    site, megabytes = packages()
    limits = [f"--memory={megabytes}m", f"--memory-swap={megabytes}m", f"--cpus={cpus:g}"]
    mounts = ["-v", f"{place}:/autograder", "-v", f"{_venv()}:{VENV}:ro"]
    mounts += ["-v", f"{site}:{VENV}/lib/{VERSION}/site-packages:ro"]
    script = (
        "bash /autograder/source/run_autograder; code=$?; times; cat /sys/fs/cgroup/memory.peak 2>/dev/null || cat "
    )
    script += "/sys/fs/cgroup/memory/memory.max_usage_in_bytes; exit $code"
    command = ["run", "--rm", "--name", name, "--network=none", *limits, *mounts, IMAGE, "bash", "-c", script]
    with tempfile.TemporaryFile("w+") as printed:
        process = subprocess.Popen(_command(*command), stdout=printed, stderr=subprocess.STDOUT)
        peak, end, first = 0.0, time.monotonic() + seconds, 0
        try:
            while process.poll() is None and time.monotonic() < end:
                first = first or _first_process(name)
                peak = max(peak, _shares_mb(first))
                time.sleep(LOOK_SECONDS)
        finally:
            _podman("rm", "--force", "--time=0", name)
            code = process.wait()
        printed.seek(0)
        text = printed.read()
    results = json.loads((place / "results" / "results.json").read_text(encoding="utf-8"))
    times = [60 * float(m) + float(s) for m, s in re.findall(r"(\d+)m([\d.]+)s", text)[-2:]]
    kernel = re.findall(r"^(\d{6,})$", text, re.MULTILINE)
    return Ended(results, code, text, sum(times), peak, int(kernel[-1]) / 1e6 if kernel else 0.0)


@cache
def packages() -> tuple[Path, int]:
    """Return a folder with what setup.sh would install, and the MB that are enough for that build of torch."""
    names = {line.partition("==")[0] for line in (FOLDER / "requirements.txt").read_text().splitlines() if "==" in line}
    other = os.environ.get("TORCH_FOLDER")
    place = Path(tempfile.mkdtemp(prefix=f"{IMAGE}-"))  # links, which take no room; they go with the process
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    sources = {name: sysconfig.get_path("purelib") for name in names | _cuda_packages(bool(other))}
    if other:
        sources["torch"] = other
    megabytes = SMALL_MB
    for name, folder in sources.items():
        for found in distributions(name=name, path=[folder]):
            _link(found, place)
            if name == "torch" and "+cpu" not in found.version:
                megabytes = CUDA_MB
    place.chmod(0o755)
    return place, megabytes


def _cuda_packages(other: bool) -> set[str]:
    everything = {str(found.metadata["Name"]).lower() for found in distributions()}
    return set() if other else {name for name in everything if name.startswith(CUDA)}


def _link(found: Any, place: Path) -> None:
    assert isinstance(found, PathDistribution)
    for file in found.files or ():
        source, target = Path(str(found.locate_file(file))), place / file
        if ".." in file.parts or not source.is_file():
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            target.hardlink_to(source)
        except FileExistsError:
            continue
        except OSError:
            shutil.copyfile(source, target)


@cache
def _venv() -> Path:
    """Make what `python3 -m venv` would make in the container, without packages."""
    folder = Path(tempfile.gettempdir()) / f"{IMAGE}-venv-{os.getuid()}"
    (folder / "bin").mkdir(parents=True, exist_ok=True)
    (folder / "lib" / VERSION / "site-packages").mkdir(parents=True, exist_ok=True)
    (folder / "pyvenv.cfg").write_text("home = /usr/bin\ninclude-system-site-packages = false\n", encoding="utf-8")
    python = folder / "bin" / "python"
    python.unlink(missing_ok=True)
    python.symlink_to("/usr/bin/python3")
    return folder


def _has_image() -> bool:
    return _podman("image", "exists", IMAGE).returncode == 0


def _make_image() -> None:
    with tempfile.TemporaryDirectory() as temporary:
        root = Path(temporary) / "root"
        wanted = "--include=python3,ca-certificates"
        subprocess.run(["debootstrap", "--variant=minbase", wanted, SUITE, root], check=True, capture_output=True)
        packed = Path(temporary) / "root.tar"
        subprocess.run(["tar", "-C", root, "-cf", packed, "."], check=True)
        subprocess.run(["podman", "import", packed, IMAGE], check=True, capture_output=True)


def _command(*arguments: str) -> list[str]:
    # crun refuses control groups of both versions side by side; runc takes them.
    limits = ("--ulimit", "nofile=1024:4096", "--ulimit", "nproc=4096:4096") if arguments[0] == "run" else ()
    runtime = ("--runtime", shutil.which("runc") or "runc")
    return ["podman", *runtime, arguments[0], *limits, *arguments[1:]]


def _podman(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(_command(*arguments), capture_output=True, text=True, check=False)


def _first_process(name: str) -> int:
    """Return the process that all others in a container descend from, 0 before there is one."""
    told = _podman("inspect", "--format", "{{.State.Pid}}", name).stdout.strip()
    return int(told) if told.isdecimal() else 0


def _shares_mb(first: int) -> float:
    """Return the MB of all processes in a container: what several share counts once."""
    try:
        inside = [first, *(child.pid for child in psutil.Process(first).children(recursive=True))] if first else []
    except psutil.NoSuchProcess:
        inside = []
    return sum(_share_kib(pid) for pid in inside) * 1024 / 1e6


def _share_kib(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="utf-8").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
