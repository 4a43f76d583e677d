"""grading.toml, the numbers of a build: what the build writes comes back, and a mistake is one line that names it."""

from pathlib import Path

import pytest

from autograder.errors import GraderError
from autograder.grading import dump_grading, load_grading
from tests.course import GRADING


def test_what_is_written_comes_back(tmp_path: Path) -> None:
    """Marks are counted from the file, not from the course."""
    path = tmp_path / "grading.toml"
    path.write_text(dump_grading(GRADING), encoding="utf-8")
    assert load_grading(path) == GRADING


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("q1 = 3.0", 'q1 = "three"', r"\[points\] q1: input should be a valid number.*, not 'three'"),
        ("q2 = 2.0", "q2 = -2", r"\[points\] q2: input should be greater than or equal to 0, not -2"),
        ("deaths = 8.0", "deaths = 0", r"\[budgets\] deaths: input should be greater than 0, not 0"),
        ("deaths = 8.0", "deads = 8.0", r"\[budgets\] deads is not known"),
        ("[points]", "[points", "is not valid TOML"),
        ("accuracy = 1.0", "accuracy = 0", r"\[shares.q4\] needs at least one check"),
    ],
)
def test_mistake_is_named(tmp_path: Path, old: str, new: str, words: str) -> None:
    """The error says which key of which table is wrong."""
    text = dump_grading(GRADING)
    assert old in text
    path = tmp_path / "grading.toml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(GraderError, match=words) as told:
        load_grading(path)
    assert str(told.value).startswith(f"{path}: ")
    assert "\n" not in str(told.value)


def test_file_in_another_encoding_is_one_line(tmp_path: Path) -> None:
    """An editor on Windows may save Russian words as CP1251."""
    path = tmp_path / "grading.toml"
    path.write_bytes("# порог\n".encode("cp1251"))
    with pytest.raises(GraderError, match="is not valid TOML: 'utf-8' codec can't decode"):
        load_grading(path)


def test_shares_add_up_to_the_points() -> None:
    """The points of a question's checks sum to the points of the question."""
    for question, shares in GRADING.shares.items():
        total = sum(GRADING.check_points(question, check) for check in shares)
        assert total == pytest.approx(GRADING.points[question])
