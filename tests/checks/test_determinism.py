"""Same submission, same build, same words: verdicts and messages of a regrade are identical, on one thread or two."""

from pathlib import Path

import pytest
import torch

from autograder.classroom.task import unpack
from tests.bank import PLAIN, Case, cases, judge_case
from tests.course import AUTOGRADER_ZIP, CLASS_OF, build_of
from tests.proofs.otter_results import keep_questions
from tests.proofs.regrade import grade_twice
from tests.sample import sampled

# Every eighth file of both banks, except those that draw random numbers which nobody can seed.
UNSEEDABLE = {"q3_random_bits", "q3_reseeded_generator"}
SAMPLE = [case for case in (cases("wrong") + cases("correct"))[::8] if case.path.stem not in UNSEEDABLE]
IN_MAKE_TEST = 25  # every how manieth of these: the plain one, and files of both banks and several questions
EACH = 10  # of the correct bank through Otter in `make test-slow`


def verdicts(case: Case) -> dict[str, str]:
    """Return what each hidden check of q1 to q3 says about a case, with its measured values.

    A file that does not write the class of a question anew has the reference's there, which is not judged each time.
    """
    build = build_of("a secret")
    own = case.path.read_text(encoding="utf-8")
    return {
        f"{question}.{name}": str(verdict)
        for question in ("q1", "q2", "q3")
        if case == PLAIN or CLASS_OF[question] in own
        for name, verdict in judge_case(case, question, build).items()
    }


@pytest.mark.parametrize("case", sampled([PLAIN, *SAMPLE], IN_MAKE_TEST), ids=lambda case: case.path.stem)
def test_regrade_says_the_same(case: Case) -> None:
    """The grader was free to use two threads before the second time, and torch's random numbers had moved on."""
    threads = torch.get_num_threads()
    first = verdicts(case)
    assert first
    torch.set_num_threads(2)
    torch.rand(7)
    try:
        assert verdicts(case) == first
    finally:
        torch.set_num_threads(threads)


@pytest.mark.slow
def test_regrade_of_correct_answers_gives_the_same_results_json(built: Path, tmp_path: Path) -> None:
    """Through Otter's own test files, byte for byte, on one thread and on two.

    `python -m tests.proofs.regrade` does it for the whole bank, and for q4.
    """
    bank = cases("correct")[::EACH]
    unpacked = keep_questions(unpack(AUTOGRADER_ZIP, tmp_path / "zip"), ("q1", "q2", "q3"))
    results = grade_twice(bank, unpacked)
    assert len(results) == len(bank)
    assert {name for name, found in results.items() if len(set(found)) > 1} == set()
