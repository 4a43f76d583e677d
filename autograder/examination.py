"""One submission under examination: its questions are judged, by us or through Otter's test files.

Student code runs in a worker of the sandbox; the process that holds the tests and the marks only sees a function that
gives a Subject for every check.
"""

import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from autograder.errors import GraderError
from autograder.grading import Budgets
from autograder.hidden import Verdicts
from autograder.judging_limits import JudgingLimits
from autograder.paths import LIBRARY_FOLDER
from autograder.sandbox.forking import fork_server
from autograder.sandbox.gpu import Gpu
from autograder.sandbox.layers import is_confined
from autograder.sandbox.scratch import delete_scratch, make_scratch
from autograder.sandbox.submission import SandboxedSubmission
from autograder.trial import Build
from coursekit.errors import SubmissionError
from coursekit.feedback import CheckFailed
from coursekit.probes import PROVIDER
from coursekit.public import public_check
from coursekit.submission.source import Limits, Submission

T = TypeVar("T")


class Examination:
    """What was handed in, as it was read; called with a question and a seed it gives a Subject.

    submission: None where it could not be read; `unreadable` says why, and is "" else. data: see `lay_out_data`.
    language: of all that is said of a submission that names none; `language` is the one that is spoken. without: layers
    of the sandbox to leave out, for tests. gpu: the card on which checks that may are tried first.
    `verdicts` holds what hidden checks found, `public` what the public ones did, by question, None where it passed, and
    `trouble` why no mark may be given, or "".
    """

    def __init__(
        self,
        submission: Submission | None,
        build: Build,
        data: Path,
        *,
        language: str,
        unconfined: bool,
        unreadable: str = "",
        without: frozenset[str] = frozenset(),
        gpu: Gpu | None = None,
    ) -> None:
        self.submission_read = submission
        self.language = (submission.language if submission is not None else None) or language
        budgets = build.grading.budgets
        on_gpu = None if gpu is None else partial(self._subject, on_gpu=True)
        self.verdicts = Verdicts(
            build, JudgingLimits(budgets.judging_seconds, budgets.judging_mib), self._again, on_gpu
        )
        self.public: dict[str, CheckFailed | None] = {}
        self._build = build
        self.trouble = ""
        self.unreadable = unreadable
        self._submission = None
        if submission is not None:
            self._submission = SandboxedSubmission(
                submission,
                build.course,
                budgets,
                language=self.language,
                data=data,
                hidden=(build.folder,),
                without=without,
                unconfined=unconfined,
                gpu=gpu,
            )

    def __call__(self, question: str, seed: int) -> Any:
        """Return the Subject of a question.

        Raises SubmissionError for what the submission did, and GraderError when student code cannot be confined here:
        a mark must not come out of that, so it is kept as `trouble`.
        """
        return self._subject(question, seed)

    def _subject(self, question: str, seed: int, *, on_gpu: bool = False) -> Any:
        if self._submission is None:
            raise SubmissionError("unreadable", why=self.unreadable)
        try:
            subject = self._submission.subject(question, seed, on_gpu=on_gpu)
        except GraderError as error:
            self.trouble = str(error)
            raise
        return subject

    def limited(self, check: Callable[[], T]) -> T:
        """Return what a public check gives, within the limits of judging; see coursekit.probes.within_limits."""
        return self.verdicts.public(check)

    def _again(self, question: str) -> bool:
        """Have more of the submission run for a question, where that may help; see SandboxedSubmission.again."""
        return self._submission is not None and self._submission.again(question)

    def judge(self, question: str) -> None:
        """Judge a question in the order of Otter's test file of it: the public check, then the hidden ones.

        Raises GraderError.
        """
        course = self._build.course
        self.public[question] = None
        try:
            public_check(course.library, question, {PROVIDER: self}, course.questions[question].look_for)
        except CheckFailed as found:
            self.public[question] = CheckFailed(found.code, found.values, found.said)
        self.verdicts.of(question, self)

    @property
    def cpu_seconds(self) -> float:
        """The processor's time that the submission's own code has taken."""
        return 0.0 if self._submission is None else self._submission.cpu_seconds

    def answers(self) -> dict[str, str]:
        """Return the source of the class that each question was judged with; see sandbox.steps."""
        return {} if self._submission is None else self._submission.steps.answers()

    def words(self, found: CheckFailed) -> str:
        """Return what a finding says to whoever handed this in."""
        return self._build.course.words(found, self.language)

    def close(self) -> None:
        """End the worker."""
        if self._submission is not None:
            self._submission.close()

    def report(self) -> dict[str, Any]:
        """Return as JSON what is known besides the marks.

        layers, confined, suspicious: see SandboxedSubmission. notes: how the file was found and read, and what was
        skipped in it. blocked: why graded classes are missing. devices: see QuestionResult. remarks: what is worth
        knowing about the answers.
        """
        report: dict[str, Any] = {"trouble": self.trouble, "unreadable": self.unreadable}
        submission = self._submission
        if submission is not None and submission.layers:
            report["layers"] = {
                name: {"held": layer.held, "detail": layer.detail} for name, layer in submission.layers.items()
            }
            report["confined"] = is_confined(submission.layers)
            report["suspicious"] = sorted(submission.suspicious)
        if submission is not None and self.submission_read is not None:
            notes = [*self.submission_read.notes, *submission.steps.notes()]
            report["notes"] = [{"code": note.code, "text": note.said(self.language)} for note in notes]
            report["blocked"] = [note.said(self.language) for note in submission.steps.blocked()]
            report["remarks"] = [
                {"question": question, "code": remark.code, "message": self.words(remark)}
                for question, judged in self.verdicts.judged.items()
                for remark in judged.remarks
            ]
            report["language"] = self.language
        devices = {
            f"{question}.{check}": device
            for question, judged in self.verdicts.judged.items()
            for check, device in judged.devices.items()
        }
        if devices:
            report["devices"] = devices
        return report


def limits(budgets: Budgets) -> Limits:
    """Return what is read of a submission at most, of the budgets of a build."""
    return Limits(file_mib=budgets.file_mib, source_kib=budgets.source_kib, cells=budgets.cells)


def lay_out_data(build: Build) -> Path:
    """Copy what students have of a build to a folder that every worker can read; it goes with the fork server.

    Returns the folder: the students' library lies in `library`, without what the course withholds from answers, the
    data beside it under their own name. Raises OSError with one line where there is no room: a later try may find some.
    """
    folder = make_scratch("data-")
    fork_server().own(folder)
    data = build.course.data_folder
    try:
        shutil.copytree(build.folder / LIBRARY_FOLDER, folder / LIBRARY_FOLDER, ignore=_withheld(build))
        if data is not None:
            shutil.copytree(data, folder / data.name)
    except OSError as error:
        delete_scratch(folder, None)  # or what was copied would keep others from their room
        why = error.strerror or "not all files could be copied"  # of a whole folder shutil lists every file
        raise OSError(
            f"{folder.parent} cannot take what students have of the course ({why}): make room there, or name another "
            "folder in TMPDIR, and run the same command again"
        ) from None
    folder.chmod(0o755)
    fork_server().prepare(folder / LIBRARY_FOLDER, build.course.file.probes)
    return folder


def _withheld(build: Build) -> Callable[[str, list[str]], set[str]]:
    """Return which names of a folder are not to be copied, for shutil.copytree."""
    package = build.folder / LIBRARY_FOLDER / build.course.library_folder.name
    places = {package / name for name in build.course.file.withheld}
    return lambda folder, names: {name for name in names if Path(folder) / name in places}
