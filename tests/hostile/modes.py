"""The ways in which the hostile bank is run: as root and as an ordinary user, with all layers and without some."""

import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from autograder.errors import GraderError
from autograder.grading import Budgets
from autograder.paths import PACKAGE, PRIVATE, ROOT
from autograder.sandbox.layers import guards_files
from autograder.sandbox.reach import reachable
from autograder.sandbox.worker_process import WorkerProcess
from tests.course import BUILD_FOLDER, SEMINAR

ORDINARY_USER = 65_534
AS_ORDINARY_USER = "ordinary user"
# By mode, the layers that are left out. An ordinary user cannot change the user of a worker either.
MODES: dict[str, frozenset[str]] = {
    "root": frozenset(),
    "root, Landlock off": frozenset({"landlock"}),
    "root, Landlock and mounts off": frozenset({"landlock", "mounts"}),
    "root, no change of user": frozenset({"user"}),
    AS_ORDINARY_USER: frozenset(),
}


@contextmanager
def prepared(mode: str) -> Iterator[None]:
    """Close what the grader asks an instructor to close where nothing but modes of files guard it; open it again."""
    weak = not files_guarded(MODES[mode])
    before = {
        folder: folder.stat().st_mode
        for folder in (PACKAGE, *PRIVATE, BUILD_FOLDER, ROOT / "results")
        if folder.exists()
    }
    try:
        for folder in before if weak else ():
            folder.chmod(0o700)
        yield
    finally:
        for folder, mode_before in before.items() if weak else ():
            folder.chmod(mode_before)


@cache
def files_guarded(without: frozenset[str]) -> bool:
    """Return whether Landlock or mounts keep a worker from files on this machine: containers may lack either."""
    worker = WorkerProcess(SEMINAR, Budgets(), without=without)
    try:
        worker.wait_until_ready()
        return guards_files(worker.layers)
    finally:
        worker.close()


def possible_modes() -> list[str]:
    """Return the modes that this process can run: only root can do more than one."""
    return list(MODES) if os.geteuid() == 0 else [AS_ORDINARY_USER]


def must_change_user(mode: str) -> bool:
    """Return whether this process must hand `mode` to one of an ordinary user."""
    return mode == AS_ORDINARY_USER and os.geteuid() == 0


def others_reach_the_project() -> bool:
    """Return whether an ordinary user can read this checkout and its packages."""
    return reachable(ROOT) and reachable(Path(sysconfig.get_path("purelib")).resolve())


def run_as_ordinary_user(module: str, arguments: Sequence[str], build: Path) -> subprocess.CompletedProcess[str]:
    """Run `python -m module --build=COPY arguments` as an ordinary user with a copy of `build` of its own.

    Raises GraderError when such a user cannot read the project.
    """
    if not others_reach_the_project():
        raise GraderError(f"an ordinary user cannot read {ROOT}: put the checkout where everybody may enter")
    with owned_copy(build) as copy:
        python = reachable_python(copy.parent)
        return subprocess.run(
            [python, "-m", module, f"--build={copy}", *arguments],
            user=ORDINARY_USER,
            group=ORDINARY_USER,
            extra_groups=[],
            env={
                **os.environ,
                "HOME": str(copy.parent),
                "PYTHONDONTWRITEBYTECODE": "1",
                "LD_LIBRARY_PATH": str(python.parent.parent / "lib"),
            },
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )


def reachable_python(folder: Path) -> Path:
    """Return an interpreter that every user can run, with the packages of this one: a copy in `folder` if need be."""
    base = Path(sys.base_prefix).resolve()
    if reachable(base):
        return Path(sys.executable)
    library = Path("lib") / f"python{sys.version_info.major}.{sys.version_info.minor}"
    copy = folder / "python"
    shutil.copytree(base / library, copy / library, ignore=shutil.ignore_patterns("site-packages", "test", "config-*"))
    (copy / library / "site-packages").symlink_to(sysconfig.get_path("purelib"))
    for shared in (base / "lib").glob("libpython*.so*"):
        shutil.copy(shared, copy / "lib")
    (copy / "bin").mkdir()
    copy.chmod(0o755)
    return Path(shutil.copy(Path(sys.executable).resolve(), copy / "bin" / "python"))


@contextmanager
def owned_copy(build: Path) -> Iterator[Path]:
    """Copy a build to a folder of the ordinary user; the folder is deleted at the end."""
    with tempfile.TemporaryDirectory(prefix="build-") as folder:
        copy = Path(shutil.copytree(build, Path(folder) / "build"))
        for path in (Path(folder), copy, *copy.rglob("*")):
            os.chown(path, ORDINARY_USER, ORDINARY_USER)
        yield copy
