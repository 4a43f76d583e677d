"""What the sandbox notes for a human: attempts that honest code has no reason to make."""

import pytest

from autograder.grading import Budgets
from autograder.sandbox.audit import NETWORK, PROGRAM, READ, SIGNAL, WRITE
from autograder.sandbox.submission import SandboxedSubmission
from tests.command_line import ROOT
from tests.course import SEMINAR
from tests.sandbox.conftest import script

ATTEMPTS = {
    NETWORK: "import socket\nsocket.create_connection(('127.0.0.1', 9))",
    PROGRAM: "import subprocess\nsubprocess.run(['ls'])",
    SIGNAL: "import os\nos.kill(os.getppid(), 0)",
    READ: f"open({str(ROOT / 'tests' / 'conftest.py')!r})",
    WRITE: "open('/tmp/left_behind', 'w')",
}
HONEST = """
import tempfile, torch, matplotlib.pyplot as plt
from pathlib import Path
from torch.utils.data import DataLoader, TensorDataset
Path("notes.txt").write_text("mine")
with tempfile.TemporaryFile() as file:
    file.write(b"mine")
plt.plot([1, 2]); plt.savefig("plot.png")
import ctypes.util, platform
platform.processor(); ctypes.util.find_library("c")
for _ in DataLoader(TensorDataset(torch.zeros(8, 2)), batch_size=4): pass
torch.save(torch.zeros(2), "weights.pt"); torch.load("weights.pt")
"""


def tried(source: str) -> set[str]:
    """Return what a submission of one cell is noted to have tried."""
    with SandboxedSubmission(script(source), SEMINAR, Budgets(), everything=True) as submission:
        submission.subject("q1", 0)
        return submission.suspicious


@pytest.mark.parametrize("kind", ATTEMPTS)
def test_attempt_is_noted(kind: str) -> None:
    """Whether the sandbox refuses it or not, and also where the code catches the error."""
    lines = "\n".join(f"    {line}" for line in ATTEMPTS[kind].splitlines())
    assert tried(f"try:\n{lines}\nexcept OSError:\n    pass\n") == {kind}


def test_honest_code_is_not_suspected() -> None:
    """Files of its own, plots, a data loader, saved weights."""
    assert tried(HONEST) == set()


def test_more_than_names_of_kinds_is_left() -> None:
    """What a worker sends in that place is data of a student: unknown words do not pass."""
    forged = (
        "from autograder.sandbox import audit\naudit._tried.update(['<b>', 'network'])\n"
        "audit.tried = lambda: ['<script>', 7, ['network'], 'network']\n"
    )
    assert tried(forged) <= {NETWORK}
