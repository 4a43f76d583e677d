"""What Otter's test files call: one hidden check of one question, on the names of a submission."""

from collections.abc import Callable, Mapping
from typing import Any
from weakref import WeakKeyDictionary

from autograder.checks import HIDDEN_CHECKS, Verdicts, judge, one_thread
from autograder.checks.trial import Build, load_build
from autograder.errors import GraderError
from autograder.feedback import failure
from autograder.printable import readable
from seminar.subject import PROVIDER, Subject, subject_of

CLASS_OF = {"q1": "ModelBaseline", "q2": "ModelBaseline", "q3": "SpatialDropout", "q4": "ModelBaseline"}
LONGEST_ERROR = 200

_judged: WeakKeyDictionary[Any, dict[str, Verdicts]] = WeakKeyDictionary()


def hidden_check(question: str, name: str, namespace: Mapping[str, Any]) -> None:
    """Raise the verdict of one hidden check on the classes in `namespace`; all checks of a question run only once."""
    whose = namespace.get(PROVIDER) or namespace.get(CLASS_OF[question])
    known = _judged.setdefault(whose, {}) if isinstance(whose, type) or PROVIDER in namespace else {}
    if question not in known:
        known[question] = judge_any(question, lambda seed: subject_of(namespace, question, seed), load_build())
    verdict = known[question][name]
    if verdict is not None:
        raise verdict


def judge_any(question: str, make_subject: Callable[[int], Subject], build: Build) -> Verdicts:
    """Return the verdicts of `judge`, on one thread, whatever came from the submission.

    Where a check itself stumbles over what the code returned, the question fails with a word to the instructor.
    Raises GraderError.
    """
    try:
        with one_thread():
            return judge(question, make_subject, build)
    except GraderError:
        raise
    except Exception as error:
        core, *others = HIDDEN_CHECKS[question]
        what = readable(f"{type(error).__name__}: {error}", LONGEST_ERROR)
        return {core: failure("check_failed", error=what), **{name: failure("not_judged") for name in others}}
