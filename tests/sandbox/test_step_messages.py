"""What a worker says about the statements of a submission is believed only where it can be true."""

from typing import Any

import pytest
import torch

from autograder.sandbox.codec import Parcel
from autograder.sandbox.step_messages import plan_header, read_end, read_failure, read_plan
from autograder.sandbox.wire import Frame, WireError
from coursekit.submission.plan import make_plan
from coursekit.submission.source import Cell, Submission

SUBMISSION = Submission("a.ipynb", False, (Cell("import torch\nx = 1", 1), Cell("class Net: pass\nprint(x)", 2)))
GRADED = {"q1": "Net"}


def plan_frame(**changes: Any) -> Frame:
    """Return the frame in which an honest worker sends its plan, with some of its tensors changed."""
    parcel = Parcel()
    header = plan_header(make_plan(SUBMISSION.cells, GRADED), parcel)
    for name, value in changes.items():
        parcel.tensors[header[name]] = value
    return Frame(header, parcel.tensors)


def test_honest_plan_passes() -> None:
    """With the place of each statement, what is needed and what is not."""
    plan = read_plan(plan_frame(), SUBMISSION)
    assert plan.places == [(0, 1), (0, 2), (1, 1), (1, 2)]
    assert plan.needed == [2]
    assert plan.rest == [0, 1, 3]
    assert plan.notable == [3]


@pytest.mark.parametrize(
    "changes",
    [
        {"needed": torch.tensor([4])},
        {"needed": torch.tensor([-1])},
        {"needed": torch.tensor([2, 1])},
        {"rest": torch.tensor([0.5])},
        {"rest": torch.zeros(2, 2, dtype=torch.int64)},
        {"places": torch.zeros(4, 3, dtype=torch.int64)},
        {"places": torch.tensor([[0, 1], [2, 1]])},
        {"places": torch.tensor([[0, -1]])},
        {"notable": torch.tensor([1 << 62])},
    ],
    ids=str,
)
def test_forged_plan_is_refused(changes: dict[str, Any]) -> None:
    """Statements, cells and lines that are not there, numbers out of order, tensors of another kind."""
    with pytest.raises(WireError):
        read_plan(plan_frame(**changes), SUBMISSION)


@pytest.mark.parametrize(
    "told", [5, [], ["raised", "x"], ["fine", "x", 1], ["raised", 5, 1], ["raised", "x", -1]], ids=str
)
def test_forged_failure_is_refused(told: Any) -> None:
    """Another kind, another shape."""
    with pytest.raises(WireError):
        read_failure(Frame({"failure": told}, {}))


HONEST = {"complete": True, "missing": [], "packages": ["seaborn"], "blamed": {"q1": 3}}


@pytest.mark.parametrize(
    "changes",
    [
        {"complete": 1},
        {"missing": "q1"},
        {"packages": [5]},
        {"blamed": []},
        {"blamed": {"q1": 4}},
        {"blamed": {"q9": 1}},
    ],
    ids=str,
)
def test_forged_end_is_refused(changes: dict[str, Any]) -> None:
    """Blame for statements or questions that are not there."""
    assert read_end(Frame(HONEST, {}), GRADED, 4).packages == ["seaborn"]
    with pytest.raises(WireError):
        read_end(Frame(HONEST | changes, {}), GRADED, 4)


def test_names_of_packages_are_names() -> None:
    """Others are left: they would stand in the feedback."""
    told = HONEST | {"packages": ["<b>", "x" * 100, "a b", "good.name", *["more"] * 100]}
    assert read_end(Frame(told, {}), GRADED, 4).packages[:2] == ["good.name", "more"]
    assert len(read_end(Frame(told, {}), GRADED, 4).packages) < 20
