"""The examination under Otter: what the trusted notebook that Otter executes binds in place of the student's names.

The notebook runs in Otter's kernel, which holds the tests and writes the marks. Only the report leaves it otherwise.
"""

import atexit
from pathlib import Path
from typing import Any

from autograder.examination import Examination, lay_out_data, limits
from autograder.otter.settings import SessionSettings, language, unconfined
from autograder.paths import BUILD_IN_ZIP
from autograder.results import write_results
from autograder.sandbox.gpu import gpu_for
from autograder.trial import Build, load_build
from coursekit.submission.read import read_submission
from coursekit.submission.source import Submission, UnreadableError


class Session(Examination):
    """The examination of the submission that was handed over; what it reports is written after each Subject.

    without: layers of the sandbox to leave out, for tests.
    """

    def __init__(self, without: frozenset[str] = frozenset()) -> None:
        handed_over = SessionSettings.read()
        self._report_file = Path(handed_over.report)
        folder = Path(handed_over.source) / BUILD_IN_ZIP
        build = load_build(folder)
        submission, unreadable = _read(handed_over, build)
        super().__init__(
            submission,
            build,
            lay_out_data(build),
            language=language(),
            unconfined=unconfined(),
            unreadable=unreadable,
            without=without,
            gpu=gpu_for(build.grading.device),
        )
        atexit.register(self.close)

    def __call__(self, question: str, seed: int) -> Any:
        """Return the Subject of a question; see Examination."""
        try:
            return super().__call__(question, seed)
        finally:
            write_results(self._report_file, self.report())

    def close(self) -> None:
        """End the worker and write the report."""
        super().close()
        write_results(self._report_file, self.report())


def _read(handed_over: SessionSettings, build: Build) -> tuple[Submission | None, str]:
    """Return what was handed in, or why it cannot be read."""
    if handed_over.unreadable:
        return None, handed_over.unreadable
    content = Path(handed_over.submission).read_bytes()
    try:
        return read_submission(handed_over.name, content, build.course.asked_for, limits(build.grading.budgets)), ""
    except UnreadableError as error:
        return None, error.note.said(language())
