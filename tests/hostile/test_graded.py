"""Hostile notebooks and zips through `grade` and a bare `otter run`; `python -m tests.proofs.containers` runs all."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from autograder.trial import load_build
from tests.course import BUILD_FOLDER
from tests.grading.zips import changed_zip
from tests.hostile.container_trial import attempt_container
from tests.hostile.containers import containers
from tests.hostile.watch import Watch
from tests.sample import chosen

SOME = (
    "notebook_deep_json",
    "notebook_forged_tests",
    "notebook_large_outputs",
    "notebook_many_cells",
    "notebook_named_markup",
    "zip_bomb_notebook",
    "zip_slip",
)
BY_NAME = {container.name: container for container in containers()}


@pytest.fixture(scope="module")
def quick(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The autograder.zip with a training run that is too short to earn anything."""
    return changed_zip(tmp_path_factory.mktemp("zip") / "quick.zip", epochs=1)


@pytest.mark.slow
@pytest.mark.parametrize("name", SOME)
def test_container_gets_nothing(quick: Path, name: str) -> None:
    """Valid results with a status, no more marks than the honest part deserves, nothing written outside."""
    build = load_build(BUILD_FOLDER)
    assert attempt_container(BY_NAME[name], quick, build.secret).problems == []


@pytest.fixture(scope="module", params=chosen(("zip_shadows", "zip_otter_log"), ("zip_shadows",)))
def under_otter(
    request: pytest.FixtureRequest, quick: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[dict[str, Any], list[str]]:
    """What a bare `otter run` says of a zip, which it unpacks itself, and what was done to the machine meanwhile."""
    folder = tmp_path_factory.mktemp("otter")
    path = BY_NAME[request.param].write(folder)
    command = [sys.executable, "-m", "otter", "run", "-a", str(quick), "-o", str(folder), "--no-logo", str(path)]
    with Watch(folder, listen=False) as watch:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads((folder / "results.json").read_text(encoding="utf-8")), watch.violations


def test_bare_otter_run_gives_what_is_deserved(under_otter: tuple[dict[str, Any], list[str]]) -> None:
    """The plugin takes the zip away before Otter reads or imports anything of it."""
    points = {test["name"]: test["score"] for test in under_otter[0]["tests"] if "score" in test}
    assert points == {"q1": 3, "q2": 2, "q3": 0, "q4": 0}


def test_bare_otter_run_leaves_nothing(under_otter: tuple[dict[str, Any], list[str]]) -> None:
    """No file outside, no message, no process."""
    assert under_otter[1] == []
