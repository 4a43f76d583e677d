"""What a submission's numbers may cost the process that judges: there is a limit, and the next question is judged."""

import threading
import time
from collections.abc import Callable

import pytest
import torch

from autograder import judging_limits
from autograder.judge import judge_any
from autograder.judging_limits import JudgingLimitError, JudgingLimits
from seminar.subject import Subject
from tests.bank import PLAIN
from tests.course import SEMINAR, build_of

BUILD = build_of("a secret")


def endless(seed: int) -> Subject:
    """Search for ever, and take every exception for one of the numbers'."""
    while True:
        try:
            sum(range(1000))
        except Exception:  # what a check may do with odd numbers
            continue


def greedy(seed: int) -> Subject:
    """Compute with tensors that are far too large."""
    kept = [torch.ones(1 << 26) for _ in range(100)]  # 25 GiB
    raise AssertionError(len(kept))


def greedy_lists(seed: int) -> Subject:
    """Take the memory in Python."""
    kept = [bytearray(1 << 28) for _ in range(100)]
    raise AssertionError(len(kept))


@pytest.mark.parametrize(
    ("work", "seconds", "limit"), [(endless, 0.5, "0.5 s"), (greedy, 60, "512 MiB"), (greedy_lists, 60, "512 MiB")]
)
def test_question_is_lost_and_says_why(work: Callable[[int], Subject], seconds: float, limit: str) -> None:
    """One line with the limit; the other checks are not judged, and the next question is judged as ever."""
    limits = JudgingLimits(seconds, 512)
    verdicts = judge_any(SEMINAR.questions["q3"], work, BUILD, limits).verdicts
    assert [verdict.code for verdict in verdicts.values() if verdict] == ["too_costly", *["not_judged"] * 5]
    assert verdicts["drops"] is not None
    assert limit in SEMINAR.words(verdicts["drops"], "en")
    names = PLAIN.namespace()
    limits = JudgingLimits(60, 2048)
    judged = judge_any(SEMINAR.questions["q1"], lambda seed: Subject(names, seed), BUILD, limits)
    assert set(judged.verdicts.values()) == {None}


def test_limit_is_of_all_questions_together_and_of_any_thread() -> None:
    """A Dask worker grades in a thread that is not the main one; what one question took, the next one has not."""
    limits = JudgingLimits(1.0, 2048)
    found: list[str] = []

    def work() -> None:
        end = time.thread_time() + 0.8
        while time.thread_time() < end:
            pass

    def judging() -> None:
        limits.run(work)
        try:
            limits.run(work)
        except JudgingLimitError as error:
            found.append(str(error))

    thread = threading.Thread(target=judging)
    thread.start()
    thread.join()
    assert found == ["1 s"]


def test_waiting_and_own_errors_are_left_alone() -> None:
    """Time in which the submission's code runs elsewhere does not count; an error of the work is the work's."""
    limits = JudgingLimits(0.3, 512)
    assert limits.run(lambda: time.sleep(0.8)) is None
    with pytest.raises(RuntimeError, match="own"):
        limits.run(lambda: (_ for _ in ()).throw(RuntimeError("own")))


class Freed:
    """An object that takes long to be freed: what is raised meanwhile is printed and dropped by Python."""

    def __del__(self) -> None:
        spin(1.0)


def spin(seconds: float) -> None:
    """Take the processor for so many seconds."""
    end = time.thread_time() + seconds
    while time.thread_time() < end:
        pass


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_stop_that_python_drops_is_not_the_last_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Judging goes on for a little longer only."""
    monkeypatch.setattr(judging_limits, "AGAIN_SECONDS", 0.3)

    def work() -> None:
        kept = Freed()
        del kept
        spin(4.0)

    with pytest.raises(JudgingLimitError, match=r"0\.3 s"):
        JudgingLimits(0.3, 512).run(work)
