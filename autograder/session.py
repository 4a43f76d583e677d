"""One submission under Otter: what the trusted notebook that Otter executes binds in place of the student's names.

The notebook runs in Otter's kernel, which holds the tests and writes the marks. Student code runs in a worker of the
sandbox; the kernel only sees a function that gives a Subject for every check.
"""

import atexit
import os
import shutil
from pathlib import Path

from autograder.checks.trial import BUILD_VARIABLE, load_build
from autograder.errors import GraderError
from autograder.feedback import failure
from autograder.handover import UNCONFINED_VARIABLE, Handover, without_layers
from autograder.intake import UnreadableSubmission
from autograder.paths import BUILD_IN_ZIP
from autograder.printable import readable
from autograder.results import write_results
from autograder.sandbox.cells import read_cells
from autograder.sandbox.layers import is_confined
from autograder.sandbox.scratch import make_scratch
from autograder.sandbox.submission import SandboxedSubmission
from seminar.language import use_language
from seminar.subject import Subject, SubmissionError

BEGINNING = 60  # characters of a cell's first line, by which a student knows the cell


class Session:
    """The sandboxed submission that was handed over; called with a question and a seed it gives a Subject."""

    def __init__(self) -> None:
        handover = Handover.read()
        self._report = Path(handover.report)
        folder = Path(handover.source) / BUILD_IN_ZIP
        os.environ[BUILD_VARIABLE] = str(folder)
        budgets = load_build(folder).grading.budgets
        self._trouble = ""
        self._unreadable = handover.unreadable
        self._submission: SandboxedSubmission | None = None
        # A copy that the worker's user can reach: Otter works in a folder that is closed to others.
        self._data = make_scratch("data-")
        atexit.register(self.close)
        shutil.copytree(folder / "data_small", self._data, dirs_exist_ok=True)
        self._data.chmod(0o755)
        if not self._unreadable:
            try:
                cells = read_cells(Path(handover.submission), budgets)
            except UnreadableSubmission as error:
                self._unreadable = str(error)
            else:
                self._beginnings = [readable(cell.source.strip().partition("\n")[0], BEGINNING) for cell in cells]
                self._submission = SandboxedSubmission(
                    cells,
                    budgets,
                    data=self._data,
                    hidden=(folder,),
                    without=without_layers(),
                    unconfined=os.environ.get(UNCONFINED_VARIABLE) == "1",
                )

    def __call__(self, question: str, seed: int) -> Subject:
        """Return the Subject of a question.

        Raises SubmissionError for what the submission did, and GraderError when student code cannot be confined here:
        a mark must not come out of that, so the report tells the plugin.
        """
        if self._submission is None:
            raise SubmissionError("unreadable", why=self._unreadable)
        try:
            subject = self._submission.subject(question, seed)
        except GraderError as error:
            self._trouble = str(error)
            raise
        finally:
            self._write()
        if self._submission.language is not None:
            use_language(self._submission.language)
        return subject

    def close(self) -> None:
        """End the worker and write the report."""
        if self._submission is not None:
            self._submission.close()
        shutil.rmtree(self._data, ignore_errors=True)
        self._write()

    def _write(self) -> None:
        report: dict[str, object] = {"trouble": self._trouble, "unreadable": self._unreadable}
        if self._submission is not None and self._submission.layers:
            layers = self._submission.layers
            report["layers"] = {name: {"held": it.held, "detail": it.detail} for name, it in layers.items()}
            report["confined"] = is_confined(layers)
            report["cells"] = self._cells_that_failed(self._submission)
        write_results(self._report, report)

    def _cells_that_failed(self, submission: SandboxedSubmission) -> list[str]:
        """Return a line in the notebook's language for each cell that raised an error or ended its worker, in order."""
        ended = {number: str(failure(error.code, **error.values)) for number, error in submission.fatal.items()}
        failed = sorted((ended | submission.cell_errors).items())
        return [str(failure("cell_failed", start=self._beginnings[number], what=what)) for number, what in failed]
