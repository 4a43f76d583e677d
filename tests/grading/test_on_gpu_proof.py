"""The proof of marks with a graphics card, tried without one: the card is that of tests/sandbox/test_gpu.py."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.classroom.examine import Examiner
from autograder.classroom.task import Outcome, Task, unpack
from autograder.grading import DeviceChoice
from tests.bank import case_called
from tests.course import AUTOGRADER_ZIP
from tests.hostile.cases import cases as hostile_cases
from tests.hostile.cases import read_case
from tests.proofs.on_gpu import QUESTION, among_attacks, on_both
from tests.proofs.otter_results import keep_questions
from tests.sandbox.test_gpu import CARD

RIGHT = [case_called("correct/q1_add_module")]


@pytest.fixture
def trained(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a build that asks q4 alone, on a machine with a card that is one for its layers and the CPU for torch."""
    monkeypatch.setattr("autograder.classroom.examine.gpu_for", lambda asked: CARD if asked == "cuda" else None)
    return keep_questions(unpack(AUTOGRADER_ZIP, tmp_path / "trained"), (QUESTION,))


def here(unpacked: Path, submissions: Iterable[tuple[str, str]], device: DeviceChoice) -> dict[str, Outcome]:
    """Grade in this process, one after the other."""
    examiner = Examiner(unpacked)
    return {
        name: examiner.examine(Task("work.py", source.encode(), "en", unconfined=True, device=device))
        for name, source in submissions
    }


def test_right_work_passes_on_the_card_beside_an_attack(trained: Path) -> None:
    """And what an attack does is told."""
    attacks = [case for case in hostile_cases("device") if case.name == "device_asked_early"]
    assert among_attacks(RIGHT, attacks, trained, here) == {
        "right": 1,
        "passed_on_the_card": 1,
        "decided_on_the_cpu": {},
        "attacks": {"device_asked_early": "gpu"},
        "problems": [],
    }


def test_what_goes_wrong_is_told(trained: Path) -> None:
    """A right file that loses its mark, and an attack that has what it wanted."""
    attack = next(case for case in hostile_cases("device") if case.name == "device_asked_early")
    wins = replace(attack, leaks=("gpu",), deserves={**attack.deserves, QUESTION: 0})
    wrong = case_called("wrong/q4_weights_too_large")
    told = among_attacks([wrong], [wins], trained, here)
    assert told["decided_on_the_cpu"]
    nothing = "no right file passed on the card"
    assert [problem.partition(":")[0] for problem in told["problems"]] == [wrong.name, wins.name, wins.name, nothing]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("attack", "found"),
    [
        ("device_asked_early", ("torch.ones(1).cuda()", "torch.ones(1)")),
        ("device_opened_without_one", ('"/dev/nvidia0", ', '"/dev/null", ')),
        ("device_left_memory", ("torch.empty(1 << 26,", "torch.ones(8,")),
        ("device_other_devices", ("{*names} - GIVEN", "GIVEN")),
    ],
)
def test_an_attack_that_finds_something_is_told(
    trained: Path, tmp_path: Path, attack: str, found: tuple[str, str]
) -> None:
    """Nothing that a submission prints is in its results: what it finds must change them."""
    case = next(case for case in hostile_cases("device") if case.name == attack)
    source = case.path.read_text(encoding="utf-8").replace(*found)
    assert found[0] not in source
    copy = tmp_path / case.path.name
    # The card of this test is the CPU to torch, in the worker that may write /dev/full.
    copy.write_text(source.replace("x.is_cuda", 'os.access("/dev/full", os.W_OK)'), encoding="utf-8")
    told = among_attacks(RIGHT, [read_case(copy)], trained, here)
    assert [problem for problem in told["problems"] if problem.startswith(f"{attack}: says")]


def test_a_card_on_which_nothing_passes_is_a_problem(trained: Path) -> None:
    """As when no worker finds it: all marks are right then, and nothing was measured."""
    told = among_attacks(RIGHT, [], trained, lambda unpacked, some, device: here(unpacked, some, "cpu"))
    assert told["problems"] == ["no right file passed on the card: nothing was tried there"]


def test_both_devices_give_the_same_results(trained: Path) -> None:
    """Of right work and of wrong, as far as points go."""
    told = on_both(RIGHT, trained, here, questions=(QUESTION,))
    assert (told["files"], told["passed_on_the_card"], told["different"]) == (1, 1, [])
