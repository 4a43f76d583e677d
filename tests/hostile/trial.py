"""One hostile submission graded in the sandbox under watch: what it got, and what should not have happened."""

import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path

from autograder.examination import lay_out_data
from autograder.grading import Budgets
from autograder.hidden import judge_any
from autograder.sandbox.submission import SandboxedSubmission
from autograder.trial import Build, load_build
from coursekit.submission.source import Cell, Submission
from tests.bank import REFERENCE
from tests.course import SEMINAR, words
from tests.hostile.cases import HostileCase
from tests.hostile.watch import Watch, leaks

# Tight, so that the bank takes minutes: an attack that hangs hangs in nearly every request.
BUDGETS = Budgets(
    cell_seconds=5,
    probe_seconds=4,
    training_seconds=60,
    submission_seconds=40,
    memory_mib=1024,
    scratch_mib=128,
    deaths=4,
)
SLACK_SECONDS = 20  # to start and end workers, beyond the submission's own budget
HONEST_QUESTION = "q3"


@dataclass
class Outcome:
    """What a submission got, what it made the grader say, and what is wrong with that; status as in grades.csv."""

    points: dict[str, float] = field(default_factory=dict)
    text: str = ""
    seconds: float = 0.0
    status: str = "graded"
    held: tuple[str, ...] = ()
    problems: list[str] = field(default_factory=list)


def attempt_surely(
    case: HostileCase, build: Build, questions: Sequence[str], without: frozenset[str] = frozenset()
) -> Outcome:
    """Return `attempt`, the second one if all that is wrong with the first are processes.

    Others start processes on the machine too; what an attack leaves behind is there both times.
    """
    outcome = attempt(case, build, [build.secret], questions, without)
    if outcome.problems and all(problem.startswith("process left: ") for problem in outcome.problems):
        outcome = attempt(case, build, [build.secret], questions, without)
    return outcome


def attempt(
    case: HostileCase,
    build: Build,
    secrets: Sequence[str],
    questions: Sequence[str],
    without: frozenset[str] = frozenset(),
) -> Outcome:
    """Grade `case` on `questions`, then an honest submission; return what happened.

    secrets: texts of the build that no output may hold. without: layers of the sandbox that are switched off.
    """
    if build.folder.is_dir():
        laid_out(build.folder)  # before the watch looks
    with tempfile.TemporaryDirectory() as root:
        Path(root).chmod(0o711)  # a worker of another user must get to its own folder in it
        usual, tempfile.tempdir = tempfile.tempdir, root
        try:
            with Watch(Path(root), hashed=[build.folder] if build.folder.is_dir() else []) as watch:
                outcome = graded(case.source(), build, questions, without)
            honest = graded(REFERENCE.read_text(encoding="utf-8"), build, [HONEST_QUESTION], without)
        finally:
            tempfile.tempdir = usual
    for question, points in outcome.points.items():
        if points > case.deserves[question] + 1e-9:
            outcome.problems.append(f"{question} gets {points:g}, deserves {case.deserves[question]:g}")
    if honest.points[HONEST_QUESTION] < build.grading.points[HONEST_QUESTION]:
        outcome.problems.append(f"an honest submission right after it loses points: {honest.text[:200]}")
    if outcome.seconds > BUDGETS.submission_seconds + SLACK_SECONDS:
        outcome.problems.append(f"took {outcome.seconds:.0f} s")
    outcome.problems += watch.violations
    outcome.problems += [f"output holds {secret[:12]!r}..." for secret in secrets if leaks(outcome.text, [secret])]
    outcome.problems += [f"output holds {marker}" for marker in case.leaks if marker in outcome.text]
    return outcome


@cache
def laid_out(folder: Path) -> Path:
    """Return where workers find what students have of a build, as in grading: without what answers may not call."""
    return lay_out_data(load_build(folder))


def graded(source: str, build: Build, questions: Sequence[str], without: frozenset[str]) -> Outcome:
    """Grade the source of a script on `questions` in the sandbox, without a watch.

    All of its statements are run: an attack that stands beside the classes must not be held by leaving it out.
    """
    data = laid_out(build.folder) if build.folder.is_dir() else None
    hidden = (build.folder.resolve(),) if build.folder.is_dir() else ()
    started = time.monotonic()
    outcome = Outcome()
    script = Submission("submission.py", True, (Cell(source),))
    with SandboxedSubmission(
        script, SEMINAR, BUDGETS, data=data, hidden=hidden, without=without, everything=True
    ) as submission:
        texts = []
        for question in questions:
            verdicts = judge_any(
                build.course.questions[question], partial(submission.subject, question), build
            ).verdicts
            passed = [check for check, verdict in verdicts.items() if verdict is None]
            outcome.points[question] = sum(build.grading.check_points(question, check) for check in passed)
            texts += [words(verdict) for verdict in verdicts.values() if verdict is not None]
        texts += [str(note) for note in submission.steps.notes()]
        outcome.held = tuple(name for name, layer in submission.layers.items() if layer.held)
    outcome.text = "\n".join([*texts, submission.output])
    outcome.seconds = time.monotonic() - started
    return outcome
