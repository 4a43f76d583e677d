"""What the tests of the sandbox share: submissions made from source code, closed after the test."""

from collections.abc import Callable, Iterator

import pytest

from autograder.grading import Budgets
from autograder.sandbox.submission import SandboxedSubmission
from coursekit.submission.source import Cell, Submission
from tests.course import SEMINAR

TIGHT = Budgets(cell_seconds=20, probe_seconds=1.5, memory_mib=512, scratch_mib=64, output_kib=64, deaths=100)
Sandbox = Callable[..., SandboxedSubmission]

# A class that is right, in a submission whose other parts are not.
HONEST = """
import torch
from torch import nn


class Honest(nn.Module):
    def __init__(self):
        super().__init__()
        self.factor = nn.Parameter(torch.tensor([2.0]))

    def forward(self, x):
        return x * self.factor
"""


def notebook(*sources: str) -> Submission:
    """Return a notebook whose code cells have these sources."""
    return Submission("work.ipynb", False, tuple(Cell(source, number) for number, source in enumerate(sources, 1)))


def script(source: str) -> Submission:
    """Return a script with this source."""
    return Submission("work.py", True, (Cell(source),))


@pytest.fixture(autouse=True, scope="session")
def _warm(warm: None) -> None:
    """Every test here has a worker."""


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    """Return a function that puts the sources of cells into a sandbox, all of whose statements are run."""
    opened: list[SandboxedSubmission] = []

    def put(*sources: str, budgets: Budgets = TIGHT, without: tuple[str, ...] = ()) -> SandboxedSubmission:
        layers = frozenset(without)
        opened.append(
            SandboxedSubmission(
                notebook(*sources), SEMINAR, budgets, without=layers, unconfined=bool(without), everything=True
            )
        )
        return opened[-1]

    yield put
    for submission in opened:
        submission.close()
