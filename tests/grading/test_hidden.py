"""What a hidden check says when it stumbles itself over what a submission returned."""

import pytest

from autograder.errors import GraderError
from autograder.hidden import hidden_check
from autograder.judge import judge_any
from seminar.subject import Subject
from tests.course import SEMINAR, build_of

BUILD = build_of("a secret")


def stumbles(seed: int) -> Subject:
    """Stand for logits that the grader's arithmetic does not take."""
    raise NotImplementedError("argmax(): does not support bool\ninput")


def test_check_that_stumbles_costs_its_question_and_says_so() -> None:
    """The first check fails with one printable line, the others are not judged; no other exception comes out."""
    verdicts = judge_any(SEMINAR.questions["q3"], stumbles, BUILD).verdicts
    assert [verdict.code for verdict in verdicts.values() if verdict] == ["check_failed", *["not_judged"] * 5]
    assert "NotImplementedError: argmax()" in str(verdicts["drops"])
    assert str(verdicts["drops"]).isprintable()


def test_mistake_of_the_instructor_is_not_the_submissions() -> None:
    """A build that cannot be read, or code that cannot be confined, must not become a mark."""

    def broken(seed: int) -> Subject:
        raise GraderError("no build")

    with pytest.raises(GraderError, match="no build"):
        judge_any(SEMINAR.questions["q1"], broken, BUILD)


def test_check_that_nobody_gives_a_build_says_how_to_grade() -> None:
    """Outside of a grader nothing but its argument names a build: no variable, no folder that happens to lie there."""
    with pytest.raises(GraderError, match="need a build: grade with `python -m autograder grade`"):
        hidden_check("q3", "drops", {})
