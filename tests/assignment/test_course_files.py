"""What makes a course: a mistake in any of its files is one line that names the file and what is wrong."""

import re
import shutil
from pathlib import Path

import pytest

from autograder.course import load_course
from autograder.errors import GraderError
from tests.course import SEMINAR

COURSE, FEEDBACK = "course.toml", "questions/q3_spatial_dropout/feedback.toml"
QUESTION, SETTINGS = "questions/q1_baseline/question.py", "questions/q4_training/settings.toml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the course, with the students' library where it is."""
    ignore = shutil.ignore_patterns("__pycache__", "chapters", "proofs", "bank")
    copy = Path(shutil.copytree(SEMINAR.folder, tmp_path / "course", ignore=ignore))
    change(copy / COURSE, '"../assignment/seminar"', f'"{SEMINAR.library_folder}"')
    return copy


def change(path: Path, old: str, new: str) -> None:
    """Replace what stands first in a file."""
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{path} has no {old}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def use(folder: Path) -> None:
    """Load a course and all that a build asks of it first."""
    course = load_course(folder)
    assert course.grading.points
    assert course.texts


def test_copy_is_the_same_course(folder: Path) -> None:
    """Wherever it lies."""
    use(folder)
    assert load_course(folder).grading == SEMINAR.grading


@pytest.mark.parametrize(
    ("name", "old", "new", "words"),
    [
        (COURSE, "[budgets]", "[budgets", "is not valid TOML: "),
        (COURSE, "name =", "nome = 1\nname =", "nome is not known"),
        (COURSE, 'languages = ["ru", "en"]', "languages = []", "languages: tuple should have at least 1 item"),
        (COURSE, "deaths = 8", "deaths = 0", "[budgets] deaths: input should be greater than 0, not 0"),
        (COURSE, "deaths = 8", "deads = 8", "[budgets] deads is not known"),
        (COURSE, "trial =", "trail =", "[hooks] trail is not known"),
        (QUESTION, "points=3", "points=-3", "points: input should be greater than 0, not -3"),
        (QUESTION, "share=8", "share=-8", "share: input should be greater than or equal to 0, not -8"),
        (QUESTION, "points=3", "points=3, core='function'", "core is not known"),
        (
            QUESTION,
            "points=3",
            "points=3, look_for='all'",
            "look_for: input should be 'mistakes' or 'shapes', not 'all'",
        ),
        ("questions/q2_activation/question.py", 'name="q2"', 'name="q1"', "there are two questions q1"),
        (QUESTION, 'name="gradients"', 'name="function"', "two checks of q1 have one name"),
        (QUESTION, "QUESTION =", "OTHER =", "declares no QUESTION"),
        ("questions/q4_training/question.py", "share=1", "share=0", "needs at least one check with a share above 0"),
        (SETTINGS, "epochs = 4", "epochs = 0", "epochs: input should be greater than or equal to 1, not 0"),
        (SETTINGS, "epochs = 4", "epochs = 4\nepoch = 4", "epoch is not known"),
        (FEEDBACK, "[nothing_dropped.ru]", "[nothing_dropped.xx]", "[nothing_dropped.ru] says = ... is missing"),
        (
            FEEDBACK,
            "[nothing_dropped.",
            "[softmax_at_end.ru]\n[nothing_dropped.",
            "[softmax_at_end] has its text already",
        ),
    ],
)
def test_mistake_is_named(folder: Path, name: str, old: str, new: str, words: str) -> None:
    """The line begins with the file."""
    change(folder / name, old, new)
    with pytest.raises(GraderError, match=re.escape(words)) as told:
        use(folder)
    place = Path(name).parent if "two questions" in words else Path(name)
    assert str(told.value).startswith(str(folder / place))
    assert "\n" not in str(told.value)


def test_folder_without_a_course_is_named(tmp_path: Path) -> None:
    """What `--course` takes is said."""
    with pytest.raises(GraderError, match=r"course\.toml: cannot be read .*--course takes a folder with one"):
        load_course(tmp_path)
