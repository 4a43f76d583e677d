"""One submission under examination: what Otter's test files see in place of the student's names.

Student code runs in a worker of the sandbox; the process that holds the tests and the marks only sees a function that
gives a Subject for every check.
"""

import shutil
from pathlib import Path
from typing import Any

from autograder.budgets import Budgets
from autograder.checks.trial import Build
from autograder.errors import GraderError
from autograder.feedback import failure
from autograder.handover import without_layers
from autograder.hidden import Judged
from autograder.intake import UnreadableSubmission
from autograder.printable import readable
from autograder.sandbox.cells import read_cells
from autograder.sandbox.layers import is_confined
from autograder.sandbox.nursery import nursery
from autograder.sandbox.scratch import make_scratch
from autograder.sandbox.submission import SandboxedSubmission
from seminar.language import current_language, use_language
from seminar.subject import Subject, SubmissionError

BEGINNING = 60  # characters of a cell's first line, by which a student knows the cell


class Examination:
    """The submission in a file of the quarantine; called with a question and a seed it gives a Subject.

    data: see `lay_out_data`. unreadable: why there is nothing to run, or "". `judged` holds the verdicts, `trouble` why
    no mark may be given, or "".
    """

    def __init__(self, file: Path, build: Build, data: Path, *, unconfined: bool, unreadable: str = "") -> None:
        self.judged = Judged(build)
        self.trouble = ""
        self.unreadable = unreadable
        self._beginnings: list[str] = []
        self._submission = None if unreadable else self._open(file, build, data, unconfined)

    def _open(self, file: Path, build: Build, data: Path, unconfined: bool) -> SandboxedSubmission | None:
        budgets: Budgets = build.grading.budgets
        try:
            cells = read_cells(file, budgets)
        except UnreadableSubmission as error:
            self.unreadable = str(error)
            return None
        self._beginnings = [readable(cell.source.strip().partition("\n")[0], BEGINNING) for cell in cells]
        hidden = (build.folder,)
        return SandboxedSubmission(
            cells, budgets, data=data, hidden=hidden, without=without_layers(), unconfined=unconfined
        )

    def __call__(self, question: str, seed: int) -> Subject:
        """Return the Subject of a question.

        Raises SubmissionError for what the submission did, and GraderError when student code cannot be confined here:
        a mark must not come out of that, so it is kept as `trouble`.
        """
        if self._submission is None:
            raise SubmissionError("unreadable", why=self.unreadable)
        try:
            subject = self._submission.subject(question, seed)
        except GraderError as error:
            self.trouble = str(error)
            raise
        if self._submission.language is not None:
            use_language(self._submission.language)
        return subject

    @property
    def cpu_seconds(self) -> float:
        """The processor's time that the submission's own code has taken."""
        return 0.0 if self._submission is None else self._submission.cpu_seconds

    def close(self) -> None:
        """End the worker."""
        if self._submission is not None:
            self._submission.close()

    def report(self) -> dict[str, Any]:
        """Return as JSON what is known besides the marks: the layers that held, cells that failed, what was tried."""
        report: dict[str, Any] = {"trouble": self.trouble, "unreadable": self.unreadable}
        submission = self._submission
        if submission is not None and submission.layers:
            report["layers"] = {
                name: {"held": layer.held, "detail": layer.detail} for name, layer in submission.layers.items()
            }
            report["confined"] = is_confined(submission.layers)
            report["cells"] = self._cells_that_failed(submission)
            report["suspicious"] = sorted(submission.suspicious)
            report["language"] = submission.language or current_language()
        return report

    def _cells_that_failed(self, submission: SandboxedSubmission) -> list[str]:
        """Return a line in the notebook's language for each cell that raised an error or ended its worker, in order."""
        ended = {number: str(failure(error.code, **error.values)) for number, error in submission.fatal.items()}
        failed = sorted((ended | submission.cell_errors).items())
        return [str(failure("cell_failed", start=self._beginnings[number], what=what)) for number, what in failed]


def lay_out_data(build: Build) -> Path:
    """Copy the images that students have to a folder that every worker can read; it goes with the fork server."""
    folder = make_scratch("data-")
    nursery().own(folder)
    shutil.copytree(build.folder / "data_small", folder, dirs_exist_ok=True)
    folder.chmod(0o755)
    return folder
