"""Random numbers of the system are not the grader's to seed, and cost no mark: checks state their error rates."""

from functools import partial

import pytest

from autograder.grading import Budgets
from autograder.judge import one_thread
from tests.course import build_of, judge
from tests.sample import chosen
from tests.sandbox.conftest import Sandbox

TIMES = 3
# By source: what stands at the top of the submission, and how `forward` makes uniform numbers for planes [N, C].
SOURCES = {
    "torch seeded at import": ("torch.seed()", "torch.rand(planes)"),
    "torch seeded in every call": ("", "torch.rand(planes, generator=fresh())"),
    "os.urandom": ("", "torch.tensor([byte() for _ in range(planes.numel())]).reshape(planes)"),
    "numpy without a seed": ("numbers = np.random.default_rng()", "torch.from_numpy(numbers.random(tuple(planes)))"),
    "SystemRandom": ("", "torch.tensor([system() for _ in range(planes.numel())]).reshape(planes)"),
}
SUBMISSION = """
import os
import random

import numpy as np
import torch
from torch import nn

{top}
system = random.SystemRandom().random


def fresh():
    generator = torch.Generator()
    generator.seed()
    return generator


def byte():
    return int.from_bytes(os.urandom(6)) / 2**48


class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        planes = x.shape[:2]
        kept = {numbers} >= self.p
        return x * kept.to(x.dtype)[:, :, None, None] / (1 - self.p)
"""


@pytest.mark.parametrize("source", chosen([*SOURCES], ["torch seeded at import", "numpy without a seed"]))
def test_dropout_that_seeds_itself_gets_full_marks(sandbox: Sandbox, source: str) -> None:
    """Each time, with questions drawn from another secret and a worker of its own."""
    top, numbers = SOURCES[source]
    code = SUBMISSION.format(top=top, numbers=numbers)
    for time in range(TIMES):
        submission = sandbox(code, budgets=Budgets())
        build = build_of(f"a secret of time {time}")
        with one_thread():
            verdicts = judge("q3", partial(submission.subject, "q3"), build).verdicts
        submission.close()
        assert {name: str(verdict) for name, verdict in verdicts.items() if verdict is not None} == {}
