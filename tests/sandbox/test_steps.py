"""Cells run as in a notebook: its syntax, its errors, and the names of each question at their time."""

import pytest
import torch

from autograder.sandbox.cells import Cell
from autograder.sandbox.notebook import plain
from autograder.sandbox.submission import SandboxedSubmission
from seminar.subject import SubmissionError
from tests.sandbox.conftest import TIGHT, Sandbox

LAYER = """
import torch
from torch import nn
def factor():
    return {factor}
class Layer(nn.Module):
    def __init__(self):
        super(Layer, self).__init__()
    def forward(self, x):
        return x * factor()
"""


def value(submission: SandboxedSubmission, question: str) -> float:
    """Return what the class Layer of a question makes of 1."""
    subject = submission.subject(question, 0)
    return float(subject.run(subject.make("Layer"), torch.ones(1), training=False).outputs[0])


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("%matplotlib inline\nx = 1", "x = 1"),
        ("!pip install torch\nx = 1", "x = 1"),
        ("x = !ls\ny = 1", "y = 1"),
        ("torch?\nx = 1", "x = 1"),
        ("%%time\nx = 1", "x = 1"),
        ("\n%%capture out\nx = 1", "x = 1"),
        ("x = 5 % 3", "x = 5 % 3"),
        ("print('100 %')", "print('100 %')"),
    ],
)
def test_notebook_syntax_becomes_python(source: str, expected: str) -> None:
    """The rest of the cell stays as it is, and it compiles."""
    code = plain(source)
    compile(code, "cell", "exec")
    assert expected in code


@pytest.mark.parametrize("source", ["%%bash\nrm -rf /", "%%html\n<b>", "%%writefile x.py\nx = 1"])
def test_cell_of_another_language_is_not_python(source: str) -> None:
    """Such a cell becomes one call."""
    assert plain(source).count("\n") <= 1


def test_cells_run_as_in_a_notebook(sandbox: Sandbox) -> None:
    """Magics, shell commands and help do nothing; `%time` runs; an error or an exit stops its own cell only."""
    submission = sandbox(
        "%matplotlib inline\n!touch stolen\nfiles = !ls\nprint?",
        "from IPython import get_ipython\n%pip install x\nprint('one')",
        "%time y = 2",
        "%%time\nz = 3",
        "raise ValueError('of this cell')",
        "import sys\nsys.exit(1)",
        "raise KeyboardInterrupt",
        "def broken(:",
        "from IPython.display import display\nimport otter\notter.Notebook('x.ipynb').export(pdf=False)",
        "get_ipython().run_line_magic('matplotlib', 'inline')",
        "import os\nprint(y, z, os.listdir('.'), __name__)",
    )
    submission.subject("q1", 0)
    assert submission.output.splitlines() == ["one", "2 3 [] __main__"]
    errors = submission.cell_errors
    assert sorted(errors) == [4, 5, 6, 7]
    assert errors[4] == "ValueError: of this cell"
    assert errors[7].startswith("SyntaxError")


def test_each_question_has_the_names_of_its_time(sandbox: Sandbox) -> None:
    """As of the last `grader.check` of the question; one that is never checked has the names of the end."""
    submission = sandbox(
        "import otter\ngrader = otter.Notebook()",
        LAYER.format(factor=1),
        "grader.check('q1')",
        LAYER.format(factor=2),
        "grader.check('q2')\n" + LAYER.format(factor=7),
        LAYER.format(factor=3),
        "grader.check('q2')",
        LAYER.format(factor=4),
    )
    assert [value(submission, question) for question in ("q1", "q2", "q3", "q1", "q2")] == [1, 3, 4, 1, 3]


def test_metadata_names_the_cell_of_a_question() -> None:
    """As Otter's own `tests` entry of a cell does."""
    cells = [Cell(LAYER.format(factor=1), ("q1",)), Cell(LAYER.format(factor=2))]
    with SandboxedSubmission(cells, TIGHT) as submission:
        assert [value(submission, question) for question in ("q1", "q2")] == [1, 2]


def test_cell_that_kills_its_worker_is_left_out_by_the_next(sandbox: Sandbox) -> None:
    """What it should have defined is missing for that reason, and the other cells count."""
    submission = sandbox("import os\nos._exit(5)\nclass Lost: pass", LAYER.format(factor=2))
    assert value(submission, "q1") == 2
    with pytest.raises(SubmissionError) as caught:
        submission.subject("q1", 0).make("Lost")
    assert caught.value.code == "ended"
    assert caught.value.values == {"why": "exit code 5"}
    with pytest.raises(SubmissionError) as caught:
        submission.subject("q1", 0).make("Never")
    assert caught.value.code == "missing"


def test_cells_see_the_same_random_numbers_every_time(sandbox: Sandbox) -> None:
    """A regrade must not differ, whatever a cell draws."""
    source = "import random, torch, numpy\nprint(random.random(), torch.rand(1), numpy.random.rand(), hash('a'))"
    outputs = []
    for _ in range(2):
        submission = sandbox(source)
        submission.subject("q1", 0)
        outputs.append(submission.output)
    assert outputs[0] == outputs[1]
    assert outputs[0]


def test_language_of_the_grader_is_the_workers(sandbox: Sandbox) -> None:
    """Where a notebook does not set it itself."""
    from seminar.language import current_language, use_language

    before = current_language()
    try:
        use_language("ru")
        submission = sandbox("from seminar import text\nprint(text('checks.nothing'))")
        submission.subject("q1", 0)
    finally:
        use_language(before)
    assert "заготовка" in submission.output or "вызов" in submission.output.lower(), submission.output
