"""The hidden checks, one module per question: pure functions that ask a Subject and judge the numbers it gives.

`judge` runs all checks of one question; Otter's test files reach it through autograder.hidden.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import torch

from autograder.checks import (
    activation,
    baseline,
    dropout,
    dropout_care,
    dropout_device,
    dropout_identity,
    dropout_scale,
    training,
)
from autograder.checks.quoting import quotable_failure, quotable_values
from autograder.checks.trial import Build, Trial
from seminar.feedback import CheckFailed, failure
from seminar.subject import Subject, SubmissionError

Check = Callable[[Subject, Trial], None]

# In order; the first of each question is its core, and the others are judged only when it passes.
HIDDEN_CHECKS: dict[str, dict[str, Check]] = {
    "q1": {
        "function": baseline.check_function,
        "gradients": baseline.check_gradients,
        "freshness": baseline.check_freshness,
        "interface": baseline.check_interface,
    },
    "q2": {
        "standard": activation.check_standard,
        "unseen": activation.check_unseen,
        "default": activation.check_default,
    },
    "q3": {
        "drops": dropout.check_drops,
        "channels": dropout.check_channels,
        "rate": dropout.check_rate,
        "scale": dropout_scale.check_scale,
        "identity": dropout_identity.check_identity,
        "care": dropout_care.check_care,
    },
    "q4": {"accuracy": training.check_accuracy},
}

# Asked after the checks of their question, once its core has passed. They only remark; whatever goes wrong is left.
REMARKS: dict[str, Check] = {"q3": dropout_device.remark_device}

Verdicts = dict[str, CheckFailed | None]


def judge(
    question: str,
    make_subject: Callable[[int], Subject],
    build: Build,
    measured: dict[str, list[float]] | None = None,
    remarks: list[CheckFailed] | None = None,
) -> Verdicts:
    """Return the verdict of every hidden check of `question`: None where it passed, else the CheckFailed.

    `make_subject(seed)` gives a Subject whose random numbers derive from `seed`; every check gets one of its own, so a
    verdict depends on the submission and the build alone, not on the checks that ran before it. `measured` receives
    what checks tell even where they pass: "accuracy" holds the accuracy of each training run of q4. `remarks` receives
    what is worth knowing and costs nothing, each code once and none that a check failed with.
    """
    verdicts: Verdicts = {}
    remarked: list[CheckFailed] = []
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
            verdicts[name] = failure(error.code, **quotable_values(error))
        except CheckFailed as failed:
            verdicts[name] = quotable_failure(failed)
        remarked += trial.remarks
        if measured is not None:
            measured.update(trial.measured)
    if remarks is not None:
        if verdicts[core] is None:
            remarked += _asked_remarks(question, make_subject, build)
        told = {verdict.code for verdict in verdicts.values() if verdict is not None}
        for remark in remarked:
            if remark.code not in told:
                told.add(remark.code)
                remarks.append(remark)
    return verdicts


def _asked_remarks(question: str, make_subject: Callable[[int], Subject], build: Build) -> list[CheckFailed]:
    """Return the remarks of what is asked for their sake alone; a submission that cannot be asked gets none."""
    if question not in REMARKS:
        return []
    trial = Trial(build, question, "remarks")
    with suppress(SubmissionError):
        REMARKS[question](make_subject(trial.seed), trial)
    return trial.remarks


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
