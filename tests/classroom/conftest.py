"""What tests of a class share: one outcome of a real grading."""

import json
from pathlib import Path

import pytest
from filelock import FileLock

from autograder.classroom.task import Outcome
from tests.classroom.canned import real_outcome
from tests.classroom.canned_class import Graded, draw_nothing


@pytest.fixture(scope="session")
def outcome(quick_zip: Path, tmp_path_factory: pytest.TempPathFactory, testrun_uid: str) -> Outcome:
    """Return what was really found in one submission; one process of the run finds it for all."""
    kept = tmp_path_factory.getbasetemp().parent / f"outcome-{testrun_uid}.json"
    with FileLock(f"{kept}.lock"):
        if not kept.exists():
            kept.write_text(json.dumps(real_outcome(quick_zip, tmp_path_factory.mktemp("outcome"))), encoding="utf-8")
    found: Outcome = json.loads(kept.read_text(encoding="utf-8"))
    return found


@pytest.fixture
def undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave pictures out of the reports of a test that is about something else."""
    draw_nothing(monkeypatch)


@pytest.fixture
def graded(tmp_path: Path, outcome: Outcome, quick_zip: Path, monkeypatch: pytest.MonkeyPatch) -> Graded:
    """Return a class that was graded once, whole."""
    made = Graded(tmp_path, outcome, monkeypatch)
    made.run(quick_zip)
    assert set(made.rows().values()) == {("0", "graded")}
    return made
