"""A submission is read alike by `grade`, by the Gradescope entry, and by a bare `otter run` that takes it."""

import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from autograder.classroom.submissions import find_submissions
from autograder.grading import Budgets
from autograder.intake import read_handed_in
from autograder.otter.plugin import FILES, GradingPlugin
from autograder.otter.quarantine import taken
from autograder.paths import BUILD_IN_ZIP
from coursekit.submission.source import Submission, UnreadableError
from tests.course import SEMINAR, read_submission
from tests.submission.files import ANSWERS, DROPOUT, MODEL, STUB, notebook, zipped

Files = Mapping[str, bytes]
Read = Callable[[Files, Path], tuple[str, bytes]]
WORK, EMPTY = notebook(ANSWERS), notebook(STUB)
SAMPLE: dict[str, Files] = {
    "a notebook": {"work.ipynb": WORK},
    "without metadata": {"work.ipynb": notebook(ANSWERS, assignment=None)},
    "of another assignment": {"work.ipynb": notebook("x = 1", assignment="hw1")},
    "upper case": {"work.IPYNB": WORK},
    "a script": {"work.py": ANSWERS.encode("cp1251")},
    "a notebook under a script's name": {"work.py": WORK},
    "an empty file": {"work.ipynb": b" "},
    "damaged": {"work.ipynb": WORK[:-9]},
    "a zip": {"work.zip": zipped({"hw/work.ipynb": WORK, "hw/layers.py": "x = 1"})},
    "a zip without work": {"work.zip": zipped({"readme.txt": "x"})},
    "a damaged zip": {"work.zip": zipped({"work.ipynb": WORK})[:-30]},
}
TOGETHER: dict[str, Files] = {
    "a helper": {"work.ipynb": notebook(MODEL, "from layers import SpatialDropout"), "layers.py": DROPOUT.encode()},
    "the original beside the copy": {"seminar_en.ipynb": EMPTY, "seminar_en-Copy1.ipynb": WORK},
    "two that differ": {"a.ipynb": WORK, "b.ipynb": notebook(ANSWERS.replace("mask", "noise"))},
    "in a folder": {"hw/work.ipynb": WORK, "hw/net/__init__.py": b"x = 1"},
    "only scripts": {"a.py": STUB.encode(), "b.py": ANSWERS.encode()},
    "nothing to grade": {"a.txt": b"x", "b.pdf": b"%PDF-"},
}


def written(files: Files, folder: Path) -> Path:
    """Write the files into a folder; return it."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def through_grade(files: Files, folder: Path) -> tuple[str, bytes]:
    """Find the submission as `grade` does in a folder of a class; several files lie in the folder of a student."""
    student = folder / "submission_7" if len(files) > 1 else folder
    (one,) = find_submissions([written(files, student).parent if len(files) > 1 else written(files, student)])
    return one.path.name, one.read(Budgets())


def through_gradescope(files: Files, folder: Path) -> tuple[str, bytes]:
    """Take what lies in the folder of the submission."""
    return read_handed_in(written(files, folder), Budgets())


def through_otter(files: Files, folder: Path) -> tuple[str, bytes]:
    """Have the plugin take what lies in Otter's folder, beside what Otter has put there."""
    machine, place = folder / "machine", folder / "place"
    for inner in ("source/tests", f"source/{FILES}/wheel", f"source/{BUILD_IN_ZIP}", "submission", "place"):
        (machine / inner).mkdir(parents=True, exist_ok=True)
    (machine / "source" / BUILD_IN_ZIP / "grading.toml").write_text("", encoding="utf-8")
    place.mkdir()
    submission = written(files, machine / "submission")
    for name in os.listdir(machine / "source" / FILES):
        shutil.copytree(machine / "source" / FILES / name, submission / name)
    (submission / "tests").mkdir()
    (submission / "tests" / "q1.py").write_text("x = 1", encoding="utf-8")
    (submission / "__init__.py").touch()
    plugin = GradingPlugin(str(submission / min(files)), {}, {})
    before = Path.cwd()
    os.chdir(submission)
    try:
        assert plugin._quarantine(place, machine / "source", SEMINAR.name) == ""
    finally:
        os.chdir(before)
    name, file = taken(place)
    return name, file.read_bytes()


def outcome(read: Read, files: Files, folder: Path) -> tuple[object, ...]:
    """Return what comes of the files: cells, helpers, language and notes, or the code of the refusal."""
    folder.mkdir()
    name, content = read(files, folder)
    try:
        found: Submission = read_submission(name, content)
    except UnreadableError as error:
        return (error.note.code,)
    notes = [(note.code, dict(note.values)) for note in found.notes]
    return found.script, found.cells, dict(found.helpers), found.language, notes


@pytest.mark.parametrize("files", [*SAMPLE.values(), *TOGETHER.values()], ids=[*SAMPLE, *TOGETHER])
def test_three_ways_read_alike(files: Files, tmp_path: Path) -> None:
    """The session, the Gradescope entry and `grade` get the same cells, helpers and notes, or the same refusal."""
    ways = {"grade": through_grade, "gradescope": through_gradescope, "otter": through_otter}
    found = {way: outcome(read, files, tmp_path / way) for way, read in ways.items()}
    if "work.IPYNB" in files:
        del found["otter"]  # a bare `otter run` does not find it
    assert all(it == found["grade"] for it in found.values()), found
