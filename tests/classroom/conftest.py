"""What tests of a class share: one outcome of a real grading."""

from pathlib import Path

import pytest

from autograder.classroom.task import Outcome
from tests.classroom.canned import real_outcome


@pytest.fixture(scope="session")
def outcome(quick_zip: Path, tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """Return what was really found in one submission."""
    return real_outcome(quick_zip, tmp_path_factory.mktemp("outcome"))
