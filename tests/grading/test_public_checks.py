"""Public checks on a grader's side: as bounded as hidden ones, and repeating as little of what student code says."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor

from autograder.examination import Examination, lay_out_data
from autograder.hidden import Verdicts, hidden_check
from autograder.judging_limits import JudgingLimits
from autograder.trial import load_build
from coursekit.feedback import CheckFailed
from coursekit.probes import PROVIDER
from coursekit.public import public_check
from coursekit.submission.source import Cell, Submission
from seminar.subject import Subject, Weight
from tests.bank import PLAIN
from tests.course import BUILD_FOLDER, build_of

LIBRARY = "seminar"
NUMBER = re.compile(r"\d\.\d")  # as values of images are written
KEEPS_WHAT_IT_SAW = """
class ModelBaseline(ModelBaseline):
    seen = []

    def forward(self, x):
        if self.seen and len(x) == 5:  # as many images as the public check of the next question shows
            raise ValueError(" ".join(f"{value:.9g}" for value in self.seen))
        if len(x) == 7:
            self.seen.extend(x.flatten()[:40].tolist())
        return super().forward(x)
"""


class Provider:
    """What a grader puts in place of the submission: subjects in this process, and its limits."""

    def __init__(self, subject: Callable[[int], Any], limits: JudgingLimits) -> None:
        self._subject = subject
        self.limited = Verdicts(build_of("a secret"), limits).public

    def __call__(self, question: str, seed: int) -> Any:
        """Return the subject."""
        return self._subject(seed)


class ManyWeights(Subject):
    """Says that a model has more weights than anybody could judge."""

    def weights(self, handle: int) -> list[Weight]:
        """Name one tensor very often."""
        return [Weight(f"w{number}", f"{number}", torch.zeros(3, 3), True) for number in range(20_000)]


def test_public_check_has_the_limits_of_judging() -> None:
    """A search in it that nobody has bounded costs the question, not the process."""
    names = PLAIN.namespace()
    provider = Provider(lambda seed: ManyWeights(names, seed), JudgingLimits(0.5, 2048))
    with pytest.raises(CheckFailed) as failed:
        public_check(LIBRARY, "q1", {PROVIDER: provider}, "mistakes")
    assert failed.value.code == "too_costly"


def test_public_check_repeats_no_numbers_of_student_code() -> None:
    """What it says of an ordinary error stays readable."""

    class Model(PLAIN.namespace()["ModelBaseline"]):  # type: ignore[misc]
        def forward(self, x: Tensor) -> Tensor:
            return torch.zeros(2, 3) @ x.flatten(1)

    class Telling(PLAIN.namespace()["ModelBaseline"]):  # type: ignore[misc]
        def forward(self, x: Tensor) -> Tensor:
            raise ValueError(" ".join(map(str, x.flatten()[:40].tolist())))

    for model, said in ((Model, "cannot be multiplied (2x3 and"), (Telling, "failed: ValueError: ")):
        names = {**PLAIN.namespace(), "ModelBaseline": model}
        provider = Provider(lambda seed, names=names: Subject(names, seed), JudgingLimits(60, 2048))  # type: ignore[misc]
        with pytest.raises(CheckFailed) as failed:
            public_check(LIBRARY, "q1", {PROVIDER: provider}, "mistakes")
        assert said in str(failed.value)
        assert not NUMBER.search(str(failed.value))


@pytest.fixture
def examination(built: Path) -> Iterator[Examination]:
    """Give an examination of a submission that keeps the images of one question for the next one."""
    build = load_build(BUILD_FOLDER)
    source = PLAIN.source() + KEEPS_WHAT_IT_SAW
    script = Submission("work.py", True, (Cell(source),))
    examination = Examination(script, build, lay_out_data(build), language="en", unconfined=False)
    yield examination
    examination.close()


def test_hidden_inputs_do_not_come_out_by_the_next_public_check(examination: Examination) -> None:
    """Code that has seen the hidden images of q1 is asked for the public check of q2 in the same process."""
    names = {PROVIDER: examination}
    hidden_check("q1", "function", names)
    with pytest.raises(CheckFailed) as failed:
        public_check(LIBRARY, "q2", names, "mistakes")
    assert "failed: ValueError: " in str(failed.value)
    assert not NUMBER.search(str(failed.value))
