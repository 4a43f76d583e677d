"""grading.toml: every mistake in it is one line that names the file, the key and what is wrong."""

from pathlib import Path

import pytest

from autograder.errors import GraderError
from autograder.grading import GRADING_FILE
from tests.course import GRADING


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("q1 = 3", 'q1 = "three"', r"\[points\] q1 must be a number"),
        ("q2 = 2", "q2 = -2", r"\[points\] q2 must be a number from 0"),
        ("q3 = 4", "", r"\[points\] q3 must be a number"),
        ("epochs = 4", "epochs = 0", r"\[training\] epochs must be a number from 1"),
        ("[points]", "[points", "is not valid TOML"),
        ("accuracy = 1", "accuracy = 0", r"\[shares.q4\] needs at least one check"),
        ('q1 = "mistakes"', 'q1 = "all"', r'\[public\] q1 must be "mistakes" or "shapes", not \'all\''),
        ('q1 = "mistakes"', "q1 = true", r'\[public\] q1 must be "mistakes" or "shapes", not True'),
        ('q1 = "mistakes"', 'q9 = "shapes"', r"\[public\] q9 is not a question: there are q1, q2, q3, q4"),
    ],
)
def test_mistake_is_named(tmp_path: Path, old: str, new: str, words: str) -> None:
    """The error says which key of which table is wrong."""
    text = GRADING_FILE.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "grading.toml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(GraderError, match=words):
        load_grading(path)


def test_shares_add_up_to_the_points() -> None:
    """The points of a question's checks sum to the points of the question."""
    grading = GRADING
    for question, shares in grading.shares.items():
        total = sum(grading.check_points(question, check) for check in shares)
        assert total == pytest.approx(grading.points[question])


def test_grading_toml_of_an_older_build_needs_no_table_of_public_checks(tmp_path: Path) -> None:
    """A regrade with a build of before takes what is usual."""
    text = GRADING_FILE.read_text(encoding="utf-8")
    path = tmp_path / "grading.toml"
    path.write_text(text.replace("[public]", "[other]", 1), encoding="utf-8")
    assert set(load_grading(path).public.values()) == {"mistakes"}
