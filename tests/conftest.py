"""What all tests share: the folder of submissions and one build of the assignment in dist/."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock

from tests.grading.zips import changed_zip

ROOT = Path(__file__).resolve().parent.parent
SUBMISSIONS = ROOT / "tests" / "submissions"


def run_autograder(*arguments: object, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run `python -m autograder` as a user does and return what it printed and its exit code."""
    command = [sys.executable, "-m", "autograder", *map(str, arguments)]
    environment = {**os.environ, "COLUMNS": "120"}
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, testrun_uid: str) -> Path:
    """Build the assignment once for all processes of a test run; return dist/."""
    mark = tmp_path_factory.getbasetemp().parent / f"built-{testrun_uid}"
    with FileLock(f"{mark}.lock"):
        if not mark.exists():
            done = run_autograder("build")
            assert done.returncode == 0, done.stderr
            mark.touch()
    return ROOT / "dist"


@pytest.fixture(scope="session")
def quick_zip(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An autograder.zip whose q4 trains for one epoch."""
    return changed_zip(tmp_path_factory.mktemp("zip") / "quick.zip", epochs=1)
