"""Judges a submission: runs the hidden checks of each question on what its probes give, in order, the core first."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar

import torch

from autograder.course import Check, Question
from autograder.errors import GraderError
from autograder.judging_limits import JudgingLimitError, JudgingLimits
from autograder.quoting import quotable, quotable_failure, quotable_values
from autograder.sandbox.gpu import CardBroken, CardBusy
from autograder.trial import NOTHING_EARLIER, Build, Earlier, Trial
from coursekit.errors import SubmissionError
from coursekit.feedback import CheckFailed, failure

ON_GPU, BUSY, BROKEN = "gpu", "card_busy", "card_broken"
NOT_JUDGED, CHECK_FAILED, TOO_COSTLY = "not_judged", "check_failed", "too_costly"

Verdicts = dict[str, CheckFailed | None]
MakeSubject = Callable[[int], Any]
T = TypeVar("T")


@dataclass
class QuestionResult:
    """What the checks of a question found.

    verdicts: by check, None where it passed. measured: what checks tell even where they pass, by name. remarks: what is
    worth knowing and costs nothing, each code once and none that a check failed with. devices: of checks that were
    tried on a graphics card: ON_GPU where they passed there, else why the CPU decided.
    """

    verdicts: Verdicts = field(default_factory=dict)
    measured: dict[str, list[float]] = field(default_factory=dict)
    remarks: list[CheckFailed] = field(default_factory=list)
    devices: dict[str, str] = field(default_factory=dict)

    @property
    def lost(self) -> list[str]:
        """The checks that did not pass."""
        return [name for name, verdict in self.verdicts.items() if verdict is not None]


def judge(
    question: Question,
    make_subject: MakeSubject,
    build: Build,
    *,
    until_failed: bool = False,
    on_gpu: MakeSubject | None = None,
    earlier: Earlier = NOTHING_EARLIER,
) -> QuestionResult:
    """Return what every hidden check of `question` finds; with `until_failed`, up to the first that fails.

    `make_subject(seed)` gives a subject whose random numbers derive from `seed`; every check gets one of its own, so a
    verdict depends on the submission and the build alone, not on the checks that ran before it. on_gpu: the same, of
    subjects that may train on a graphics card, where there is one. earlier: see Trial.
    """
    judged = QuestionResult()
    remarked: list[CheckFailed] = []
    for check in question.checks:
        if check.name != question.core and judged.verdicts[question.core] is not None:
            judged.verdicts[check.name] = failure(NOT_JUDGED)
            continue
        if on_gpu is not None and check.on_gpu:
            tried, judged.devices[check.name] = _tried_on_gpu(check, question.name, on_gpu, build, earlier)
            if tried is not None:
                judged.verdicts[check.name] = None
                remarked += tried.remarks
                judged.measured.update(tried.measured)
                continue
        trial = make_trial(build, question.name, check.name, earlier)
        try:
            check.function(make_subject(trial.seed), trial)
            judged.verdicts[check.name] = None
        except SubmissionError as error:
            judged.verdicts[check.name] = failure(error.code, **quotable_values(error))
        except CheckFailed as failed:
            judged.verdicts[check.name] = quotable_failure(failed)
        remarked += trial.remarks
        judged.measured.update(trial.measured)
        if until_failed and judged.verdicts[check.name] is not None:
            return judged
    if judged.verdicts[question.core] is None:
        remarked += _asked_remarks(question, make_subject, build)
    told = {verdict.code for verdict in judged.verdicts.values() if verdict is not None}
    for remark in remarked:
        if remark.code not in told:
            told.add(remark.code)
            judged.remarks.append(remark)
    return judged


def _tried_on_gpu(
    check: Check, question: str, make_subject: MakeSubject, build: Build, earlier: Earlier
) -> tuple[Trial | None, str]:
    """Return the trial of a check that passed on a graphics card, with ON_GPU; None where it did not, and why.

    Nothing is lost there: what does not pass is judged on the CPU as if no card were there, so that a class has the
    same marks on every machine.
    """
    trial = make_trial(build, question, check.name, earlier)
    trial.on_gpu = True
    try:
        check.function(make_subject(trial.seed), trial)
    except (SubmissionError, CheckFailed) as why:
        return None, why.code
    except CardBusy:
        return None, BUSY
    except CardBroken:
        return None, BROKEN
    return trial, ON_GPU


def judge_any(
    question: Question,
    make_subject: MakeSubject,
    build: Build,
    limits: JudgingLimits | None = None,
    on_gpu: MakeSubject | None = None,
    earlier: Earlier = NOTHING_EARLIER,
) -> QuestionResult:
    """Return what `judge` finds, on one thread and within `limits`, whatever came from the submission.

    Where a check itself stumbles over what the code returned, or takes more than it may, the question fails with a word
    to the student and the instructor. Raises GraderError.
    """
    work = partial(judge, question, make_subject, build, on_gpu=on_gpu, earlier=earlier)
    try:
        with one_thread():
            judged = work() if limits is None else limits.run(work)
    except GraderError:
        raise
    except JudgingLimitError as error:
        return _not_judged(question, failure(TOO_COSTLY, limit=str(error)))
    except Exception as error:
        return _not_judged(question, failure(CHECK_FAILED, error=quotable(f"{type(error).__name__}: {error}")))
    for verdict in judged.verdicts.values():
        if verdict is not None:
            verdict.__context__ = verdict.__cause__ = verdict.__traceback__ = None
    return judged


def judge_public(check: Callable[[], T], limits: JudgingLimits | None) -> T:
    """Return what a public check gives, on one thread and within `limits`; raises CheckFailed.

    What it repeats of student code is cut as of a hidden check: code of the second question has seen hidden inputs of
    the first. Raises GraderError.
    """
    try:
        with one_thread():
            return check() if limits is None else limits.run(check)
    except JudgingLimitError as error:
        raise failure(TOO_COSTLY, limit=str(error)) from None
    except SubmissionError as error:
        raise failure(error.code, **quotable_values(error)) from None
    except CheckFailed as failed:
        raise quotable_failure(failed) from None
    except GraderError:
        raise
    except Exception as error:
        raise failure(CHECK_FAILED, error=quotable(f"{type(error).__name__}: {error}")) from None


def _not_judged(question: Question, why: CheckFailed) -> QuestionResult:
    """Return what is found where judging itself did not come to an end."""
    unknown: Verdicts = {check.name: failure(NOT_JUDGED) for check in question.checks}
    return QuestionResult({**unknown, question.core: why})


def make_trial(build: Build, question: str, check: str, earlier: Earlier = NOTHING_EARLIER) -> Trial:
    """Return what a check gets besides the subject: the course's own kind of trial, if it has one."""
    kind = build.course.load(path) if (path := build.course.file.hooks.trial) else Trial
    return kind(build, question, check, earlier)


def _asked_remarks(question: Question, make_subject: MakeSubject, build: Build) -> list[CheckFailed]:
    """Return the remarks of what is asked for their sake alone; a submission that cannot be asked gets none."""
    if question.remarks is None:
        return []
    trial = make_trial(build, question.name, "remarks")
    with suppress(SubmissionError):
        question.remarks(make_subject(trial.seed), trial)
    return trial.remarks


@contextmanager
def one_thread() -> Iterator[None]:
    """Compute with one thread: sums come out in one order, so marks do not depend on the machine's cores or its load.

    It also keeps grading fast where others compute: threads that wait for each other on busy cores made training runs
    25 times slower (measured on two cores with three processes).
    """
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(threads)
