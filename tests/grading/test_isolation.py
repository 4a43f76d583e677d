"""What a submission does costs its own marks and nothing else: through `otter run`, as `grade` calls it."""

import contextlib
import json
import time
from pathlib import Path
from typing import Any

import psutil
import pytest

from autograder.classroom.submissions import Submission
from autograder.classroom.through_otter import Grade, grade_submission
from tests.bank import REFERENCE
from tests.command_line import ROOT
from tests.course import AUTOGRADER_ZIP, SEMINAR
from tests.grading.zips import changed_zip, zip_with_plugin

pytestmark = pytest.mark.slow
MARK = "TEST_MARK"
EXIT_IN_FORWARD = """
import os


class ModelBaseline(ModelBaseline):
    def forward(self, x):
        os._exit(7)
"""

ENDLESS_CLASSES = """
from torch import nn


class ModelBaseline(nn.Module):
    while True:
        pass


class SpatialDropout(nn.Module):
    while True:
        pass
"""


def grade(path: Path, zip_path: Path = AUTOGRADER_ZIP, *, unconfined: bool = False) -> tuple[Grade, dict[str, Any]]:
    """Grade one file in a folder beside it; return the grade and its results.json."""
    out = path.parent / "out"
    done = grade_submission(Submission(path, path.stem, path.stem), zip_path, SEMINAR, out, "en", unconfined=unconfined)
    return done, json.loads((out / path.stem / "results.json").read_text(encoding="utf-8"))


def outputs(results: dict[str, Any]) -> dict[str, str]:
    """Return what each question's result says."""
    return {test["name"]: test["output"] for test in results["tests"]}


def marked_or_orphaned(mark: str) -> list[str]:
    """Return the processes that inherited `mark`, and fork servers, which inherit nothing, that lost their grader."""
    found = []
    for process in psutil.process_iter(["cmdline", "ppid"]):
        with contextlib.suppress(psutil.Error):
            line = " ".join(process.info["cmdline"] or [])
            if process.environ().get(MARK) == mark or ("fork_server" in line and process.info["ppid"] == 1):
                found.append(line)
    return found


def test_endless_submission_is_told_so_and_leaves_no_process(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No points, the time limit as the reason in every question, and neither worker nor kernel is left running.

    The classes themselves never end: a loop beside them is not run at all.
    """
    path = tmp_path / "endless.py"
    path.write_text(ENDLESS_CLASSES, encoding="utf-8")
    monkeypatch.setenv(MARK, path.parent.name)
    started = time.monotonic()
    done, results = grade(path, changed_zip(tmp_path / "tight.zip", cell_seconds=3))
    assert (done.status, done.total) == ("graded", 0)
    for question in ("q1", "q2", "q3", "q4"):
        assert "was stopped after 3 s of computing" in outputs(results)[question]
    assert time.monotonic() - started < 90
    assert "class SpatialDropout" in results["output"]
    time.sleep(1)
    assert marked_or_orphaned(path.parent.name) == []


def test_exit_costs_its_own_questions_only(built: Path, tmp_path: Path) -> None:
    """`os._exit` in the baseline's forward costs q1, q2 and q4; q3 keeps all its marks, and the message says why."""
    path = tmp_path / "exits.py"
    path.write_text(REFERENCE.read_text(encoding="utf-8") + EXIT_IN_FORWARD, encoding="utf-8")
    done, results = grade(path)
    assert done.status == "graded"
    assert done.points == {"q1": 0, "q2": 0, "q3": 4, "q4": 0}
    assert "exit code 7" in outputs(results)["q1"]


def test_submission_named_like_otter_is_not_imported(built: Path, tmp_path: Path) -> None:
    """A file otter.py is graded like any other, and twice the same: it does not take the place of Otter."""
    path = tmp_path / "otter.py"
    path.write_text("ModelBaseline = None\n", encoding="utf-8")
    done, results = grade(path)
    assert (done.status, done.total) == ("graded", 0), done.reason
    layers = results["extra_data"]["sandbox"]
    assert layers["seccomp"]["held"]
    assert results["extra_data"]["confined"] is True
    assert grade(path)[1] == results


@pytest.mark.parametrize("unconfined", [False, True], ids=["refused", "--unconfined"])
def test_code_that_cannot_be_confined(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, unconfined: bool
) -> None:
    """Where no layer can be had there are no marks but a reason; with --unconfined there are, and results say so."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    zip_path = zip_with_plugin(tmp_path / "open.zip", "tests.grading.open_session.OpenPlugin")
    path = tmp_path / "dropout.py"
    path.write_text(REFERENCE.read_text(encoding="utf-8") + "\nModelBaseline = None\n", encoding="utf-8")
    done, results = grade(path, zip_path, unconfined=unconfined)
    if unconfined:
        assert (done.status, done.points) == ("graded", {"q1": 0, "q2": 0, "q3": 4, "q4": 0})
        assert results["extra_data"]["confined"] is False
    else:
        assert (done.status, done.total) == ("failed", 0)
        assert "cannot be confined on this machine" in done.reason
        assert "--unconfined" in outputs(results)["q1"]
