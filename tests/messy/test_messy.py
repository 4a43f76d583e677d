"""Messy files keep the points of their answers: each is graded once, without the training run.

What the training run makes of them is the matter of `python -m tests.proofs.messy`.
"""

import json
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from tests.messy import MODULES, messy_files
from tests.messy.files import SIGNS, MessyFile
from tests.messy.judged import Judged, judged, problems, zip_without_training

FEWEST = 75
WITHOUT_TRAINING = ("q1", "q2", "q3")
# Of the files whose code only ends because a budget does, these stand for the others.
BUSY = ("eight_own_trainings", "endless_loop_before_the_class", "training_after_the_class")
QUICK = tuple(file for file in messy_files() if not file.busy or file.name in BUSY)


@pytest.fixture(scope="session")
def graded(built: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Judged]:
    """All quick files, graded in one run, two at a time; q4 trains nothing."""
    folder = tmp_path_factory.mktemp("messy")
    return judged(QUICK, folder, zip_without_training(folder / "quick.zip"), jobs=2)


def test_names_are_unique_on_every_file_system() -> None:
    """No two files have the same name or stem, in any case, and no name holds a sign that a system refuses."""
    names = [file.name.casefold() for file in messy_files()]
    assert len(names) >= FEWEST
    assert sorted(set(names)) == sorted(names)
    assert not any(SIGNS & set(file.file_name) for file in messy_files())


def test_generator_is_deterministic() -> None:
    """Every file is made the same, byte for byte, a second time."""
    again = {kind.name: kind.file() for module in MODULES for kind in module.BANK.kinds}
    assert [file.name for file in messy_files() if file != again[file.name]] == []


def test_every_file_says_who_leaves_it_so() -> None:
    """Each kind has a sentence on how students come by it, and busy representatives exist."""
    assert [file.name for file in messy_files() if not file.idea.endswith(".")] == []
    assert {*BUSY} <= {file.name for file in messy_files()}


@pytest.mark.parametrize("file", messy_files(), ids=lambda file: file.name)
def test_container_is_what_it_says(file: MessyFile) -> None:
    """Notebooks are JSON with cells, zips open and hold something, scripts are no notebooks but for one."""
    if file.suffix == ".zip":
        with zipfile.ZipFile(BytesIO(file.content)) as archive:
            assert archive.testzip() is None
            assert archive.namelist()
    elif file.suffix.lower() == ".ipynb" and file.through_otter:
        assert json.loads(file.content)["cells"]


@pytest.mark.parametrize("file", QUICK, ids=lambda file: file.name)
def test_right_answers_keep_their_points(graded: dict[str, Judged], file: MessyFile) -> None:
    """Points of q1 to q3 are those that the answers deserve, and the feedback says what it must and nothing false."""
    assert problems(file, graded.get(file.name), WITHOUT_TRAINING) == [], file.idea
