"""The hidden checks, one module per question: pure functions that ask a Subject and judge the numbers it gives.

`hidden_check(question, name, namespace)` is what Otter's test files call; `judge` runs all checks of one question.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from weakref import WeakKeyDictionary

import torch

from autograder.checks import activation, baseline, dropout, training
from autograder.checks.trial import Build, Trial, load_build
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
CLASS_OF = {"q1": "ModelBaseline", "q2": "ModelBaseline", "q3": "SpatialDropout", "q4": "ModelBaseline"}

_judged: WeakKeyDictionary[type, dict[str, Verdicts]] = WeakKeyDictionary()


def judge(question: str, make_subject: Callable[[int], Subject], build: Build) -> Verdicts:
    """Return the verdict of every hidden check of `question`: None where it passed, else the CheckFailed.

    `make_subject(seed)` gives a Subject whose random numbers derive from `seed`; every check gets one of its own, so a
    verdict depends on the submission and the build alone, not on the checks that ran before it.
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
    return verdicts


def hidden_check(question: str, name: str, namespace: Mapping[str, Any]) -> None:
    """Raise the verdict of one hidden check on the classes in `namespace`; all checks of a question run only once."""
    student_class = namespace.get(CLASS_OF[question])
    known = _judged.setdefault(student_class, {}) if isinstance(student_class, type) else {}
    if question not in known:
        with one_thread():
            known[question] = judge(question, lambda seed: Subject(namespace, seed), load_build())
    verdict = known[question][name]
    if verdict is not None:
        raise verdict


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
