"""Notebooks whose cells stand in another order than they were run in."""

from pathlib import Path

from coursekit.submission.here import left_as_found, run_here
from coursekit.submission.source import Limits
from tests.course import CLASS_OF, read_submission
from tests.submission.files import notebook

MODEL = "class ModelBaseline(nn.Module):\n    number = {number}\n"
CELLS = (
    "from torch import nn",
    MODEL.format(number=1),
    "grader.check('q1')",
    MODEL.format(number=2),
    "grader.check('q2')",
    "class SpatialDropout(nn.Module):\n    number = 3\n",
    "grader.check('q3')",
    "grader.check('q4')",
)


def test_block_that_fails_after_its_classes_is_not_blamed(tmp_path: Path) -> None:
    """All of a script stands below `if __name__ == "__main__":`, and its last line fails."""
    body = "from torch import nn\n" + MODEL.format(number=1) + CELLS[5] + "open('nowhere')\n"
    block = "if __name__ == '__main__':\n" + "".join(f"    {line}\n" for line in body.splitlines())
    submission = read_submission("work.py", block.encode())
    with left_as_found():
        run = run_here(submission, CLASS_OF, tmp_path, Limits())
    assert [run.reason(question) for question in CLASS_OF] == [None] * len(CLASS_OF)
    assert run.failures


def numbers(tmp_path: Path, *cells: str) -> dict[str, int]:
    """Return which class each question is judged on."""
    submission = read_submission("work.ipynb", notebook(*cells))
    with left_as_found():
        run = run_here(submission, CLASS_OF, tmp_path, Limits())
        return {question: run.open(question)[name].number for question, name in CLASS_OF.items()}


def test_order_of_the_notebook(tmp_path: Path) -> None:
    """Each question has the class above its check, and the last one counts for the training."""
    assert numbers(tmp_path, *CELLS) == {"q1": 1, "q2": 2, "q3": 3, "q4": 2}


def test_cells_from_the_last_to_the_first(tmp_path: Path) -> None:
    """Run from the bottom up: each question has the class below its check, though the imports come last of all."""
    found = numbers(tmp_path, *reversed(CELLS))
    assert {name: found[name] for name in ("q1", "q2", "q3")} == {"q1": 1, "q2": 2, "q3": 3}


def test_imports_below_all_classes(tmp_path: Path) -> None:
    """Every class fails at first, and is made again when the imports have been run; each question keeps its own."""
    assert numbers(tmp_path, *CELLS[1:], CELLS[0]) == {"q1": 1, "q2": 2, "q3": 3, "q4": 2}


def test_first_class_at_the_end(tmp_path: Path) -> None:
    """It was forgotten and written below all else: the second question keeps the class above its check."""
    for stub in ((), ("class ModelBaseline(nn.Module):\n    def forward(self, x):\n        ...\n",)):
        cells = (CELLS[0], *stub, *CELLS[2:], CELLS[1])
        found = numbers(tmp_path, *cells)
        assert (found["q2"], found["q3"]) == (2, 3), stub
        assert found["q1"] in (1, 2)


def test_answers_below_their_checks(tmp_path: Path) -> None:
    """The stubs were deleted: each question has the class below its check."""
    cells = (CELLS[0], CELLS[2], CELLS[1], CELLS[4], CELLS[3], CELLS[6], CELLS[5], CELLS[7])
    assert numbers(tmp_path, *cells) == {"q1": 1, "q2": 2, "q3": 3, "q4": 2}
