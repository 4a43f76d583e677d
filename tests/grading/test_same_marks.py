"""In process, through the sandbox and through `otter run`, a submission gets the same marks in the same words."""

from pathlib import Path

import pytest

from autograder.checks.trial import BUILD_VARIABLE
from autograder.config import QUESTIONS
from tests.bank import FOLDER, read_case
from tests.grading.zips import changed_zip
from tests.proofs.otter_results import unpack_build
from tests.proofs.same_marks import in_process, in_sandbox, through_otter

# Right, and wrong in one question; `tests.proofs.same_marks` takes both banks whole.
CASES = ("correct/q1_normal_initialisation", "wrong/q3_written_into_input")


@pytest.mark.parametrize("name", CASES)
def test_three_ways_give_the_same_results(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """With a training run of one epoch, which all three run too."""
    zip_path = changed_zip(tmp_path / "quick.zip", epochs=1)
    monkeypatch.setenv(BUILD_VARIABLE, str(unpack_build(zip_path, tmp_path / "zip")))
    case = read_case(FOLDER / f"{name}.py")
    here = in_process(case, tmp_path / "zip", QUESTIONS)
    assert in_sandbox(case, tmp_path / "zip", QUESTIONS) == here
    assert through_otter(case, zip_path, tmp_path) == here
