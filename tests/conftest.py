"""What all tests share: the folder of submissions, and one build of the assignment in dist/."""

import gc
import os
from pathlib import Path

import pytest
import torch
from filelock import FileLock

from autograder.grading import Budgets
from autograder.sandbox.worker_process import WorkerProcess
from tests.command_line import ROOT, spawn_autograder
from tests.course import SEMINAR
from tests.grading.zips import changed_zip
from tests.one_build import is_fresh, note

# What is imported and collected stays: to look for garbage in it takes a process a sixth of its time until it tests.
gc.disable()

pytest_plugins = ["tests.cost"]
SUBMISSIONS = ROOT / "tests" / "submissions"
# More than 10 s of the processor each, as `--costs` tells, the most first.
LONGEST = (
    *("messy/test_messy.py", "sandbox/test_hostile.py", "prove/test_mutants.py", "classroom/test_report_browser.py"),
    *("seminar/test_public_checks.py", "checks/test_banks.py", "checks/test_training.py", "sandbox/test_steps.py"),
    *("grading/test_grade.py", "classroom/test_commands.py", "seminar/test_terminal.py", "sandbox/test_same_marks.py"),
    *("seminar/test_widgets.py", "checks/test_determinism.py", "checks/test_remarks.py", "checks/test_replies.py"),
    *("classroom/test_report.py", "checks/test_no_evidence.py", "grading/test_same_marks.py"),
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take longest, so that no process waits for one of them in the end."""
    place = {ROOT / "tests" / name: number for number, name in enumerate(LONGEST)}
    items.sort(key=lambda item: place.get(item.path, len(place)))


def pytest_collection_finish() -> None:
    """Look for garbage again from now on, but not in what is there."""
    gc.freeze()
    gc.enable()


def pytest_unconfigure() -> None:
    """Let what is there be given back, or some libraries complain of it in the end."""
    gc.unfreeze()


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
def warm() -> None:
    """Have the fork server of this process ready: its imports would count as a cost of the first test with a worker."""
    worker = WorkerProcess(SEMINAR, Budgets())
    worker.wait_until_ready()
    worker.close()


@pytest.fixture(scope="session")
def quick_zip(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An autograder.zip whose q4 trains for one epoch."""
    return changed_zip(tmp_path_factory.mktemp("zip") / "quick.zip", epochs=1)
