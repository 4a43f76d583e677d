"""Messy files keep the points of their answers: some in `make test`, more in `make test-slow`, without training.

All of them, with the training run, are the matter of `python -m tests.proofs.messy`.
"""

import json
import zipfile
from contextlib import nullcontext
from io import BytesIO
from pathlib import Path

import pytest

from tests.command_line import in_this_process
from tests.messy import MODULES, messy_files
from tests.messy.files import SIGNS, MessyFile
from tests.messy.judged import Judged, judged, problems, zip_without_training
from tests.sample import chosen, free_cores

FEWEST = 75
WITHOUT_TRAINING = ("q1", "q2", "q3")
# Of the files whose code only ends because a budget does, these stand for the others.
BUSY = ("eight_own_trainings", "endless_loop_before_the_class", "training_after_the_class")
GRADED = [file for file in messy_files() if not file.busy][::4] + [file for file in messy_files() if file.name in BUSY]
# In `make test` one of each theme: the way in which a file is messy differs by theme, what is judged in it does not.
THEMES = [{kind.name for kind in module.BANK.kinds} for module in MODULES]
QUICK = [next(file.name for file in GRADED if file.name in theme and not file.busy) for theme in THEMES]


@pytest.fixture(scope="module")
def graded(built: Path, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> dict[str, Judged]:
    """Those files that this run of the tests asks for, graded in one go, without q4."""
    asked = [item for item in request.session.items if "graded" in getattr(item, "fixturenames", ())]
    given = [getattr(getattr(item, "callspec", None), "params", {}) for item in asked]
    names = {params["name"] for params in given if "name" in params}
    folder = tmp_path_factory.mktemp("messy")
    files = [file for file in GRADED if file.name in names]
    jobs = free_cores()
    with in_this_process() if jobs == 1 else nullcontext():
        return judged(files, folder, zip_without_training(folder / "quick.zip"), jobs)


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


@pytest.mark.parametrize("name", chosen([file.name for file in GRADED], QUICK))
def test_right_answers_keep_their_points(graded: dict[str, Judged], name: str) -> None:
    """Points of q1 to q3 are those that the answers deserve, and the feedback says what it must and nothing false."""
    file = next(file for file in GRADED if file.name == name)
    assert problems(file, graded.get(name), WITHOUT_TRAINING) == [], file.idea
