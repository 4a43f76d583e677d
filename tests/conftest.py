"""What all tests share: the folder of submissions, the command line, and one build of the assignment in dist/."""

import contextlib
import io
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

import pytest
import torch
from filelock import FileLock

from autograder.cli import main
from seminar.language import current_language, use_language
from tests.grading.zips import changed_zip
from tests.one_build import is_fresh, note

pytest_plugins = ["tests.cost"]
ROOT = Path(__file__).resolve().parent.parent
SUBMISSIONS = ROOT / "tests" / "submissions"
WIDE = {"COLUMNS": "120"}


def spawn_autograder(*arguments: object, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run `python -m autograder` as a user does and return what it printed and its exit code."""
    command = [sys.executable, "-m", "autograder", *map(str, arguments)]
    environment = {**os.environ, **WIDE}
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)


def run_autograder(*arguments: object, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Do the same in this process, which has imported everything; `grade` takes one process, since tests take them all.

    An exception that `main` lets through reaches the test: there is no traceback in what is printed.
    """
    command = [*map(str, arguments)]
    if command[:1] == ["grade"] and "--jobs" not in command:
        command += ["--jobs", "1"]
    out, errors = io.StringIO(), io.StringIO()
    code: object = 0
    with _as_it_was(cwd), contextlib.redirect_stdout(out), contextlib.redirect_stderr(errors):
        try:
            with mock.patch.object(sys, "argv", ["autograder", *command]):
                main()
        except SystemExit as end:
            code = end.code
    return subprocess.CompletedProcess(command, code if isinstance(code, int) else 0, out.getvalue(), errors.getvalue())


@contextlib.contextmanager
def _as_it_was(cwd: Path) -> Iterator[None]:
    """Work in a folder, and give back working folder, environment and language as they were."""
    language = current_language()
    with mock.patch.dict(os.environ, WIDE), contextlib.chdir(cwd):
        try:
            yield
        finally:
            use_language(language)


@pytest.fixture(autouse=True, scope="session")
def _one_thread() -> None:
    """Compute with one thread, in processes that are started too: each core has its own process of pytest already.

    Two threads of torch would wait for each other, and burn the processor while they do.
    """
    torch.set_num_threads(1)
    os.environ |= {"OMP_NUM_THREADS": "1", "OMP_WAIT_POLICY": "PASSIVE"}


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, testrun_uid: str) -> Path:
    """Build the assignment, unless dist/ holds what these sources give; once for all processes. Return dist/."""
    # In another folder than dist/: some tests compare all that lies there.
    with FileLock(tmp_path_factory.getbasetemp().parent / f"built-{testrun_uid}.lock"):
        if not is_fresh():
            done = spawn_autograder("build")
            assert done.returncode == 0, done.stderr
            note()
    return ROOT / "dist"


@pytest.fixture(scope="session")
def quick_zip(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An autograder.zip whose q4 trains for one epoch."""
    return changed_zip(tmp_path_factory.mktemp("zip") / "quick.zip", epochs=1)
