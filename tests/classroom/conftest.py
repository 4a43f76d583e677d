"""What tests of a class share: one outcome of a real grading."""

from pathlib import Path

import pytest

from autograder.classroom.task import Outcome
from tests.classroom.canned import real_outcome
from tests.classroom.canned_class import Graded


@pytest.fixture(scope="session")
def outcome(quick_zip: Path, tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """Return what was really found in one submission."""
    return real_outcome(quick_zip, tmp_path_factory.mktemp("outcome"))


@pytest.fixture
def graded(tmp_path: Path, outcome: Outcome, quick_zip: Path, monkeypatch: pytest.MonkeyPatch) -> Graded:
    """Return a class that was graded once, whole."""
    made = Graded(tmp_path, outcome, monkeypatch)
    made.run(quick_zip)
    assert set(made.rows().values()) == {("0", "graded")}
    return made
