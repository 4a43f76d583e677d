"""What Otter's test files call: one hidden check of one question, on the names of a submission."""

from collections.abc import Callable, Mapping
from typing import Any
from weakref import WeakKeyDictionary

from autograder.checks import HIDDEN_CHECKS, Verdicts, judge, one_thread
from autograder.checks.quoting import quotable
from autograder.checks.trial import Build, load_build
from autograder.errors import GraderError
from seminar.feedback import CheckFailed, failure
from seminar.questions import CLASS_OF
from seminar.subject import PROVIDER, Subject, subject_of


class Judged:
    """The verdicts on one submission: each question is judged once, when its first check is asked for.

    build: what it is judged with; without one, what the environment names. `verdicts` holds them by question,
    `measured` what the checks tell even where they pass, `remarks` by question what costs nothing; see `judge`.
    """

    def __init__(self, build: Build | None = None) -> None:
        self._build = build
        self.verdicts: dict[str, Verdicts] = {}
        self.measured: dict[str, list[float]] = {}
        self.remarks: dict[str, list[CheckFailed]] = {}

    def of(self, question: str, make_subject: Callable[[int], Subject]) -> Verdicts:
        """Return the verdicts on a question; raises GraderError."""
        if question not in self.verdicts:
            remarks = self.remarks.setdefault(question, [])
            build = self._build or load_build()
            self.verdicts[question] = judge_any(question, make_subject, build, self.measured, remarks)
        return self.verdicts[question]


# Of classes that are graded in this process: by pytest, or by hand.
_judged: WeakKeyDictionary[type, Judged] = WeakKeyDictionary()


def hidden_check(question: str, name: str, namespace: Mapping[str, Any]) -> None:
    """Raise the verdict of one hidden check on the classes in `namespace`; all checks of a question run only once."""
    judged = _judged_of(namespace.get(PROVIDER), namespace.get(CLASS_OF[question]))
    verdict = judged.of(question, lambda seed: subject_of(namespace, question, seed))[name]
    if verdict is not None:
        # Another one each time: what was raised refers to the frames of its caller, and so to the submission.
        raise CheckFailed(verdict.code, str(verdict), verdict.values)


def judge_any(
    question: str,
    make_subject: Callable[[int], Subject],
    build: Build,
    measured: dict[str, list[float]] | None = None,
    remarks: list[CheckFailed] | None = None,
) -> Verdicts:
    """Return the verdicts of `judge`, on one thread, whatever came from the submission.

    Where a check itself stumbles over what the code returned, the question fails with a word to the instructor.
    Raises GraderError.
    """
    try:
        with one_thread():
            verdicts = judge(question, make_subject, build, measured, remarks)
    except GraderError:
        raise
    except Exception as error:
        core, *others = HIDDEN_CHECKS[question]
        what = quotable(f"{type(error).__name__}: {error}")
        return {core: failure("check_failed", error=what), **{name: failure("not_judged") for name in others}}
    for verdict in verdicts.values():
        if verdict is not None:
            verdict.__context__ = verdict.__cause__ = verdict.__traceback__ = None
    return verdicts


def _judged_of(provider: Any, graded: Any) -> Judged:
    if provider is not None:
        return getattr(provider, "judged", None) or Judged()
    return _judged.setdefault(graded, Judged()) if isinstance(graded, type) else Judged()
