"""What Otter's test files call: one hidden check of one question, on the names of a submission."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from autograder.errors import GraderError
from autograder.judge import QuestionResult, judge_any, judge_public
from autograder.judging_limits import JudgingLimits
from autograder.trial import Build, load_build
from coursekit.feedback import CheckFailed
from coursekit.probes import PROVIDER, language_of, subject_of

T = TypeVar("T")


class Verdicts:
    """What was found on one submission: each question is judged once, when its first check is asked for.

    build: what it is judged with. limits: of judging, for what strangers sent. again: asked about a question that lost
    a check, has more of the submission run for it where that may help, and tells whether to judge it once more.
    on_gpu: gives the subject of a question and a seed that may train on a graphics card; None without one.
    `judged` holds what was found by question.
    """

    def __init__(
        self,
        build: Build,
        limits: JudgingLimits | None = None,
        again: Callable[[str], bool] = lambda question: False,
        on_gpu: Callable[[str, int], Any] | None = None,
    ) -> None:
        self.build = build
        self._limits = limits
        self._again = again
        self._on_gpu = on_gpu
        self.judged: dict[str, QuestionResult] = {}

    def of(self, question: str, make_subject: Callable[[str, int], Any]) -> QuestionResult:
        """Return what was found on a question, after those that it comes after.

        make_subject: gives the subject of a question and a seed. Raises GraderError.
        """
        if question not in self.judged:
            asked = self.build.course.questions[question]
            before = [name for name in asked.after if name in self.build.course.questions]
            earlier = {name: self.of(name, make_subject).verdicts for name in before}
            on_gpu = None if self._on_gpu is None else partial(self._on_gpu, question)
            judge = partial(
                judge_any, asked, partial(make_subject, question), self.build, self._limits, on_gpu, earlier
            )
            judged = judge()
            if judged.lost and self._again(question):
                # As it is in the student's notebook, where all cells have been run.
                more = judge()
                judged = more if len(more.lost) < len(judged.lost) else judged
            self.judged[question] = judged
        return self.judged[question]

    def public(self, check: Callable[[], T]) -> T:
        """Return what a public check gives, within the same limits; raises CheckFailed and GraderError."""
        return judge_public(check, self._limits)


# Of answers that are graded in this process: by pytest, or by hand.
_known: WeakKeyDictionary[Any, Verdicts] = WeakKeyDictionary()


def hidden_check(question: str, name: str, namespace: Mapping[str, Any], build: str | None = None) -> None:
    """Raise what one hidden check finds wrong in `namespace`; all checks of a question run only once.

    build: the folder of the build, where no grader stands behind the names: they are judged in this process.
    """
    provider = namespace.get(PROVIDER)
    verdicts = _of_this_process(question, namespace, build) if provider is None else provider.verdicts
    course = verdicts.build.course
    found = verdicts.of(question, partial(subject_of, course.probes, namespace)).verdicts[name]
    if found is not None:
        # Another one each time: what was raised refers to the frames of its caller, and so to the submission.
        raise CheckFailed(found.code, found.values, course.words(found, language_of(namespace)))


def _of_this_process(question: str, namespace: Mapping[str, Any], build: str | None) -> Verdicts:
    if build is None:
        raise GraderError("hidden checks need a build: grade with `python -m autograder grade` or `otter run`")
    verdicts = Verdicts(load_build(Path(build)))
    answer = namespace.get(verdicts.build.course.questions[question].answer)
    try:
        return _known.setdefault(answer, verdicts)
    except TypeError:  # there is none, or it cannot be referred to weakly
        return verdicts
