"""A class that lacks something when it is called: all that stands above its place is run, and it is judged again."""

import pytest
import torch

from autograder.grading import Budgets
from autograder.sandbox.submission import SandboxedSubmission
from coursekit.errors import SubmissionError
from coursekit.submission.source import Submission
from tests.course import SEMINAR
from tests.sandbox.conftest import TIGHT, notebook

START = "import torch\nfrom torch import nn"
NET = "class ModelBaseline(nn.Module):\n    def forward(self, x):\n        return x\ngrader.check('q1')"
LAYER = "class SpatialDropout(nn.Module):\n    def forward(self, x):\n        return x * {factor}\n"


def value(submission: SandboxedSubmission, question: str = "q3", name: str = "SpatialDropout") -> float | str:
    """Return what the class of a question makes of 1, or the code of what is wrong."""
    try:
        subject = submission.subject(question, 0)
        return float(subject.run(subject.make(name), torch.ones(1), training=False).outputs[0])
    except SubmissionError as error:
        return error.code


def first_and_second(source: Submission, budgets: Budgets = TIGHT) -> tuple[float | str, float | str | None]:
    """Return `value` of SpatialDropout, and of a second try where there is one."""
    with SandboxedSubmission(source, SEMINAR, budgets) as submission:
        return value(submission), value(submission) if submission.again("q3") else None


@pytest.mark.parametrize(
    ("above", "factor"),
    [
        ("nn.Two = lambda: 2", "nn.Two()"),
        ("torch.Tensor.two = lambda self: self * 2", "0 + x.two()"),
        ("conf = {}\n[conf.__setitem__(key, 2) for key in 'w']\nother = conf\nprint(other)", "conf['w']"),
        ("conf = []\nfor add in (conf.append,):\n    add(2)", "conf[0]"),
        ("two = None\nget_ipython().user_ns['two'] = lambda: 2", "two()"),
    ],
    ids=["module patched", "tensor patched", "item set", "list filled", "namespace set"],
)
def test_what_stands_above_is_there_in_the_second_try(above: str, factor: str) -> None:
    """It is set in a way that the names do not show, or in a module, which the class of q1 must not see changed."""
    source = notebook(START, NET, above, LAYER.format(factor=factor) + "grader.check('q3')")
    first, second = first_and_second(source)
    assert 2 in (first, second)


def test_what_stands_below_is_not() -> None:
    """A class is judged as of its place: a repair further down is not its own, and q1 is judged as ever."""
    below = "nn.Two = lambda: 2\nSpatialDropout.forward = lambda self, x: x * 2"
    source = notebook(
        START, NET, "print('here')", LAYER.format(factor="nn.Two()") + "grader.check('q3')", below, "import os"
    )
    with SandboxedSubmission(source, SEMINAR, TIGHT) as submission:
        assert value(submission, "q1", "ModelBaseline") == 1
        assert value(submission) == "raised"
        assert submission.again("q3")
        assert value(submission) == "raised"
        assert not submission.again("q3")
        assert value(submission, "q1", "ModelBaseline") == 1
        assert not submission.again("q1")


@pytest.mark.parametrize(
    "cells",
    [
        (START, NET, "print('here')", LAYER.format(factor="torch.ones(3, 2) @ torch.ones(3)")),
        (
            START,
            NET,
            "print('here')",
            LAYER.format(factor="nothing()").replace("return", "raise NotImplementedError #"),
        ),
        (START, NET, LAYER.format(factor="nn.Two()")),
    ],
    ids=["wrong numbers", "stub", "nothing left out"],
)
def test_no_second_try_where_it_could_not_help(cells: tuple[str, ...]) -> None:
    """A mistake in what is computed, a stub, a file without anything else."""
    first, second = first_and_second(notebook(*cells))
    assert (first, second) == ("raised", None)


def test_long_work_above_costs_its_small_budget() -> None:
    """An endless loop among the statements is stopped, as wherever it stands."""
    source = notebook(START, NET, "while True: pass", "nn.Two = lambda: 2", LAYER.format(factor="nn.Two()"))
    assert first_and_second(source, TIGHT.model_copy(update={"extra_seconds": 1})) == ("raised", 2)


def test_statement_that_ends_its_worker_is_left_out_of_the_second_try() -> None:
    """And the notes name neither as skipped."""
    source = notebook(START, NET, "import os\nos._exit(3)", "nn.Two = lambda: 2", LAYER.format(factor="nn.Two()"))
    assert first_and_second(source) == ("raised", 2)


def test_loops_above_are_paid_for_once() -> None:
    """What no class needs has one budget for all questions, however many of them lack something."""
    net = NET.replace("return x", "return nn.two(x)")
    source = notebook(START, "while True: pass", net, LAYER.format(factor="nn.two()") + "grader.check('q3')")
    budgets = TIGHT.model_copy(update={"extra_seconds": 1, "extras_seconds": 1})
    with SandboxedSubmission(source, SEMINAR, budgets) as submission:
        assert value(submission, "q1", "ModelBaseline") == "raised"
        assert submission.again("q1")
        assert value(submission, "q1", "ModelBaseline") == "raised"
        assert value(submission) == "raised"
        assert not submission.again("q3")
