"""A submission is judged in the sandbox as it is in this process: the same verdicts, the same numbers, bit for bit."""

import shutil
from functools import partial
from pathlib import Path

import pytest
import torch
from torch import Tensor

from autograder.grading import Budgets
from autograder.judge import Verdicts, one_thread
from autograder.sandbox import forking
from autograder.sandbox.forking import fork_server
from autograder.sandbox.layers import LAYERS
from autograder.sandbox.submission import SandboxedSubmission
from seminar.given_activations import Activation
from seminar.subject import Recipe, Subject
from tests.bank import REFERENCE, case_called, judge_case
from tests.course import SEMINAR, build_of, judge, words
from tests.sample import sampled
from tests.sandbox.conftest import script

BUILD = build_of("a secret of the banks")
# One of each kind: right in an unusual way, wrong in the weights, the activation, the mask, the gradients; raising.
CASES = (
    "wrong/q1_frozen_convs",
    "wrong/q1_padding_forgotten_raises",
    "wrong/q1_returns_dict",
    "wrong/q2_required_argument",
    "wrong/q2_mean_with_relu",
    "wrong/q3_written_into_input",
    "wrong/q3_none_returned",
    "wrong/q3_mask_every_second_call",
)


def told(verdicts: Verdicts) -> dict[str, str]:
    """Return the texts of verdicts."""
    return {name: words(verdict) if verdict else "" for name, verdict in verdicts.items()}


@pytest.mark.parametrize("question", ["q1", "q2", "q3"])
def test_reference_keeps_all_marks(question: str) -> None:
    """The plain correct submission, read from its file."""
    with (
        SandboxedSubmission(script(REFERENCE.read_text(encoding="utf-8")), SEMINAR, Budgets()) as submission,
        one_thread(),
    ):
        verdicts = judge(question, lambda seed: submission.subject(question, seed), BUILD).verdicts
    assert set(verdicts.values()) == {None}, told(verdicts)


@pytest.mark.parametrize("name", sampled(CASES, 4))
def test_verdicts_are_those_of_this_process(name: str) -> None:
    """Every check of q1 to q3 says the same, in the same words."""
    case = case_called(name)
    with SandboxedSubmission(script(case.source()), SEMINAR, Budgets()) as submission, one_thread():
        for question in ("q1", "q2", "q3"):
            inside = judge(question, partial(submission.subject, question), BUILD)
            assert told(inside.verdicts) == told(judge_case(case, question, BUILD))
        assert submission.steps.failures == {}


def numbers(subject: Subject) -> list[Tensor]:
    """Return all that a subject gives: a short training run, weights, outputs, gradients."""
    generator = torch.Generator().manual_seed(0)
    images = torch.randint(0, 256, (96, 3, 32, 32), dtype=torch.uint8, generator=generator)
    labels = torch.randint(0, 10, (96,), generator=generator)
    model = subject.make("ModelBaseline", activation=Activation("Wave", {"frequency": 3.0}, "lambda"))
    losses = subject.fit(model, images, labels, Recipe(batch_size=32, epochs=2, learning_rate=3e-3))
    run = subject.run(model, images[:4].float(), training=True, calls=2, cotangent=torch.ones(4, 10))
    dropout = subject.run(subject.make("SpatialDropout", p=0.5), torch.ones(3, 4, 5, 6), training=True)
    found = [torch.tensor(losses, dtype=torch.float64), torch.tensor(run.activation_calls), *run.outputs]
    found += [run.input_after, *dropout.outputs, *(weight.value for weight in subject.weights(model))]
    for value in (run.input_gradient, *run.gradients.values()):
        assert value is not None
        found.append(value)
    return found


def test_library_that_lies_out_of_reach_has_been_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The server has imported it from the folder of one build, and a worker of another one cannot read that."""
    monkeypatch.setattr(forking, "_started", [])
    shutil.copytree(SEMINAR.library_folder, tmp_path / "library" / SEMINAR.library_folder.name)
    server = fork_server()
    server.prepare(tmp_path / "library", SEMINAR.file.probes)
    with SandboxedSubmission(script(REFERENCE.read_text(encoding="utf-8")), SEMINAR, Budgets()) as submission:
        assert len(numbers(submission.subject("q1", 7))) > 10
    server.close()


def test_numbers_are_the_same_bit_for_bit_with_and_without_layers() -> None:
    """Confinement changes nothing that is computed, nor does the wire."""
    names: dict[str, object] = {"__name__": "submission"}
    exec(compile(REFERENCE.read_text(encoding="utf-8"), "reference", "exec"), names)
    with one_thread():
        here = numbers(Subject(names, 7))
    for without in (frozenset[str](), frozenset(LAYERS)):
        with SandboxedSubmission(
            script(REFERENCE.read_text(encoding="utf-8")), SEMINAR, Budgets(), without=without, unconfined=True
        ) as submission:
            inside = numbers(submission.subject("q1", 7))
        assert [torch.equal(one, other) for one, other in zip(here, inside, strict=True)] == [True] * len(here)
