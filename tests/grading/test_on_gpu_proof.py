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
    assert [problem.partition(":")[0] for problem in told["problems"]] == [wrong.name, wins.name, wins.name]


def test_both_devices_give_the_same_results(trained: Path) -> None:
    """Of right work and of wrong, as far as points go."""
    told = on_both(RIGHT, trained, here)
    assert (told["files"], told["passed_on_the_card"], told["different"]) == (1, 1, [])
