"""What becomes of a submission where no layer of the sandbox can be had; `test_isolation.py` asks Otter the same."""

from pathlib import Path

import pytest

from autograder.classroom.examine import Examiner
from autograder.classroom.task import Task, unpack

pytestmark = pytest.mark.usefixtures("warm")
WITHOUT = frozenset({"seccomp", "landlock", "user"})


@pytest.mark.parametrize("unconfined", [False, True], ids=["refused", "--unconfined"])
def test_code_that_cannot_be_confined(quick_zip: Path, tmp_path: Path, unconfined: bool) -> None:
    """There is no mark but a reason; with --unconfined there is one, and the results say so."""
    examiner = Examiner(unpack(quick_zip, tmp_path / "build"), without=WITHOUT)
    outcome = examiner.examine(Task("nothing.py", b"x = 1", "en", unconfined=unconfined))
    assert outcome["confined"] is False
    if unconfined:
        assert (outcome["status"], outcome["results"]["extra_data"]["confined"]) == ("graded", False)
    else:
        assert (outcome["status"], outcome["results"]) == ("failed", None)
        assert "cannot be confined on this machine" in outcome["reason"]
