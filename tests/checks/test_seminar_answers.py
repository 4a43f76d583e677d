"""The seminar's own answers, word for word: right by definition, so a check that refuses them is wrong."""

from functools import partial
from typing import Any

import pytest

from autograder.grading import Budgets
from autograder.judge import QuestionResult, one_thread
from autograder.sandbox.submission import SandboxedSubmission
from coursekit.submission.source import Cell, Submission
from seminar.subject import Subject
from tests.bank import FOLDER
from tests.course import SEMINAR, build_of, judge

pytestmark = pytest.mark.usefixtures("warm")
ANSWERS = FOLDER / "seminar_answers.py"
SECRETS = ("a secret", "another secret", "a third one")
NO_LOSS = {"q1": 4, "q2": 3, "q3": 6}  # hidden checks of each question, all passed


def passed(judged: QuestionResult) -> int:
    """Return how many checks passed; the message shows those that did not."""
    failed = {name: str(verdict) for name, verdict in judged.verdicts.items() if verdict is not None}
    assert failed == {}
    return len(judged.verdicts)


@pytest.mark.parametrize("secret", SECRETS)
@pytest.mark.parametrize("question", NO_LOSS)
def test_seminars_own_answers_get_every_point(question: str, secret: str) -> None:
    """q1 to q3, for several builds; q4 trains the same network as every right answer does."""
    names: dict[str, Any] = {"__name__": "submission"}
    exec(compile(ANSWERS.read_text(encoding="utf-8"), "seminar_answers", "exec"), names)
    build = build_of(secret)
    with one_thread():
        assert passed(judge(question, lambda seed: Subject(names, seed), build)) == NO_LOSS[question]


def test_seminars_own_answers_get_every_point_in_the_sandbox() -> None:
    """The same over the wire."""
    build = build_of(SECRETS[0])
    script = Submission("answers.py", script=True, cells=(Cell(ANSWERS.read_text(encoding="utf-8")),))
    with SandboxedSubmission(script, SEMINAR, Budgets()) as submission, one_thread():
        for question, checks in NO_LOSS.items():
            judged = judge(question, partial(submission.subject, question), build)
            assert passed(judged) == checks
