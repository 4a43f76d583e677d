"""What the tests of the sandbox share: submissions made from source code, closed after the test."""

from collections.abc import Callable, Iterator

import pytest

from autograder.budgets import Budgets
from autograder.sandbox.cells import Cell
from autograder.sandbox.submission import SandboxedSubmission

TIGHT = Budgets(cell_seconds=20, probe_seconds=3, memory_mib=512, scratch_mib=64, output_kib=64, deaths=100)
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


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    """Return a function that puts the sources of cells into a sandbox."""
    opened: list[SandboxedSubmission] = []

    def put(*sources: str, budgets: Budgets = TIGHT, without: tuple[str, ...] = ()) -> SandboxedSubmission:
        cells = [Cell(source) for source in sources]
        opened.append(SandboxedSubmission(cells, budgets, without=frozenset(without), unconfined=bool(without)))
        return opened[-1]

    yield put
    for submission in opened:
        submission.close()
