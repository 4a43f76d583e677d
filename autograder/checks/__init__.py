"""The hidden checks, one module per question: pure functions that ask a Subject and judge the numbers it gives.

`judge` runs all checks of one question; Otter's test files reach it through autograder.hidden.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import torch

from autograder.checks import activation, baseline, dropout, training
from autograder.checks.trial import Build, Trial
from autograder.feedback import failure
from seminar.checks import CheckFailed
from seminar.subject import Subject, SubmissionError

Check = Callable[[Subject, Trial], None]

# In order; the first of each question is its core, and the others are judged only when it passes.
HIDDEN_CHECKS: dict[str, dict[str, Check]] = {
    "q1": {
        "function": baseline.check_function,
        "gradients": baseline.check_gradients,
        "freshness": baseline.check_freshness,
    },
    "q2": {
        "standard": activation.check_standard,
        "unseen": activation.check_unseen,
        "default": activation.check_default,
    },
    "q3": {
        "mask": dropout.check_mask,
        "scale": dropout.check_scale,
        "identity": dropout.check_identity,
        "care": dropout.check_care,
    },
    "q4": {"accuracy": training.check_accuracy},
}

Verdicts = dict[str, CheckFailed | None]


def judge(
    question: str,
    make_subject: Callable[[int], Subject],
    build: Build,
    measured: dict[str, list[float]] | None = None,
) -> Verdicts:
    """Return the verdict of every hidden check of `question`: None where it passed, else the CheckFailed.

    `make_subject(seed)` gives a Subject whose random numbers derive from `seed`; every check gets one of its own, so a
    verdict depends on the submission and the build alone, not on the checks that ran before it. `measured` receives
    what checks tell even where they pass: "accuracy" holds the accuracy of each training run of q4.
    """
    verdicts: Verdicts = {}
    core, *_ = HIDDEN_CHECKS[question]
    for name, check in HIDDEN_CHECKS[question].items():
        if name != core and verdicts[core] is not None:
            verdicts[name] = failure("not_judged")
            continue
        trial = Trial(build, question, name)
        try:
            check(make_subject(trial.seed), trial)
            verdicts[name] = None
        except SubmissionError as error:
            verdicts[name] = failure(error.code, **error.values)
        except CheckFailed as failed:
            verdicts[name] = failed
        if measured is not None:
            measured.update(trial.measured)
    return verdicts


@contextmanager
def one_thread() -> Iterator[None]:
    """Compute with one thread: sums come out in one order, so marks do not depend on the machine's cores or its load.

    It also keeps grading fast where others compute: threads that wait for each other on busy cores made the training
    run of q4 25 times slower (measured on two cores with three processes).
    """
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(threads)
