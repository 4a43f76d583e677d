"""The zip alone, on a machine like Gradescope's and in a container as `otter grade` builds it."""

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path
from typing import Any

import dill
import otter.grade
import pytest

from autograder.sandbox.layers import LAYERS
from tests.command_line import ROOT
from tests.course import AUTOGRADER_ZIP

FULL = {"q1": 3, "q2": 2, "q3": 4, "q4": 1}


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make an environment with the packages of the grading image and without this project."""
    folder = tmp_path_factory.mktemp("clean")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    site = folder / "lib" / version / "site-packages"
    # Folders that a .pth names are searched, but their own .pth files, such as this project's, are not read.
    (site / "packages.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    interpreter = folder / "bin" / "python"
    missing = subprocess.run([interpreter, "-c", "import autograder"], capture_output=True, cwd=folder, check=False)
    assert b"No module named 'autograder'" in missing.stderr
    return interpreter


def unpacked(folder: Path, names: list[str] | None = None) -> Path:
    """Lay out a grading machine in `folder`: the zip in source/, or only the entries that begin with `names`."""
    for name in ("source", "submission", "results"):
        (folder / name).mkdir(parents=True)
    with zipfile.ZipFile(AUTOGRADER_ZIP) as archive:
        for entry in archive.namelist():
            if names is None or any(re.match(pattern, entry) for pattern in names):
                archive.extract(entry, folder / "source")
    return folder


def run(machine: Path, python: Path) -> tuple[dict[str, Any], str]:
    """Run the zip's run_otter.py as run_autograder does; return results.json and what was printed."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    done = subprocess.run(
        [python, machine / "source" / "run_otter.py"],
        cwd="/",
        env={**kept, "OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads((machine / "results" / "results.json").read_text(encoding="utf-8")), done.stdout


def points(results: dict[str, Any]) -> dict[str, float]:
    """Return the points of each question."""
    return {test["name"]: test["score"] for test in results["tests"] if test["name"] in FULL}


@pytest.mark.slow
def test_gradescope_machine_grades_in_the_sandbox(built: Path, python: Path, tmp_path: Path) -> None:
    """Full marks for the solution, layers that held in the results and the report, nothing of ours in submission/."""
    machine = unpacked(tmp_path / "autograder")
    (machine / "submission_metadata.json").write_text('{"users": [{"email": "a@b.c"}]}', encoding="utf-8")
    shutil.copy(built / "solution_ru.ipynb", machine / "submission")
    (machine / "submission" / ".OTTER_LOG").write_bytes(b"cposix\nsystem\n(S'touch /tmp/CANARY_log'\ntR.")
    (machine / "submission" / "otter").mkdir()
    (machine / "submission" / "otter" / "__init__.py").write_text("raise SystemExit", encoding="utf-8")
    results, printed = run(machine, python)
    assert points(results) == FULL
    assert list(results["extra_data"]["sandbox"]) == list(LAYERS)
    assert results["extra_data"]["confined"] is True
    assert "seccomp: held" in printed
    assert not Path("/tmp/CANARY_log").exists()


@pytest.mark.slow
@pytest.mark.parametrize("place", ["", "hw1/"], ids=["side by side", "in the folder of an unpacked zip"])
def test_several_files_are_read_like_a_zip(built: Path, python: Path, tmp_path: Path, place: str) -> None:
    """The untouched original and a module beside the work: Otter alone would refuse them."""
    machine = unpacked(tmp_path / "autograder")
    folder = machine / "submission" / place
    folder.mkdir(exist_ok=True)
    shutil.copy(ROOT / "assignment" / "seminar_en.ipynb", folder)
    shutil.copy(built / "solution_en.ipynb", folder / "seminar_en-Copy1.IPYNB")
    (folder / "utils.py").write_text("x = 1", encoding="utf-8")
    results, _ = run(machine, python)
    assert points(results) == FULL


def test_nothing_handed_in_gets_a_reason_once(built: Path, python: Path, tmp_path: Path) -> None:
    """Zero points, and one line that says why; the run succeeds."""
    results, _ = run(unpacked(tmp_path / "autograder"), python)
    assert points(results) == dict.fromkeys(FULL, 0)
    assert results["output"].count("Nothing was handed in: submit the notebook.") == 1
    assert not any("output" in test for test in results["tests"])


@pytest.mark.slow
def test_unreadable_submission_gets_a_reason(built: Path, python: Path, tmp_path: Path) -> None:
    """A notebook of another assignment gets zero points and one line; the run succeeds."""
    machine = unpacked(tmp_path / "autograder")
    notebook = {"cells": [], "metadata": {"otter": {"assignment_name": "hw1"}}, "nbformat": 4, "nbformat_minor": 5}
    (machine / "submission" / "other.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    results, _ = run(machine, python)
    assert points(results) == dict.fromkeys(FULL, 0)
    assert "is a notebook of the assignment" in results["output"]
    assert not any("output" in test for test in results["tests"])


@pytest.mark.slow
def test_container_of_otter_grade_has_all_that_is_needed(built: Path, python: Path, tmp_path: Path) -> None:
    """With only what Otter's own Dockerfile copies out of the zip, its empty metadata file, and a zipped submission."""
    dockerfile = (Path(otter.grade.__file__).parent / "Dockerfile").read_text(encoding="utf-8")
    added = [word for line in re.findall(r"^ADD (.*) \S+$", dockerfile, re.MULTILINE) for word in line.split()]
    machine = unpacked(tmp_path / "autograder", [name.replace(".", r"\.").replace("*", ".*") for name in added])
    (machine / "submission_metadata.json").touch()
    (machine / "results" / "results.pkl").touch()
    with zipfile.ZipFile(machine / "submission" / "anna.zip", "w") as archive:
        archive.write(built / "solution_en.ipynb", "solution_en.ipynb")
        archive.writestr("../CANARY", "x")
    results, _ = run(machine, python)
    assert points(results) == FULL
    graded = dill.loads((machine / "results" / "results.pkl").read_bytes())
    assert (graded.total, {name: graded.get_score(name) for name in graded.test_files}) == (10, FULL)
