"""The examination under Otter: what the trusted notebook that Otter executes binds in place of the student's names.

The notebook runs in Otter's kernel, which holds the tests and writes the marks. Only the report leaves it otherwise.
"""

import atexit
import os
from pathlib import Path

from autograder.checks.trial import BUILD_VARIABLE, load_build
from autograder.examination import Examination, lay_out_data
from autograder.handover import UNCONFINED_VARIABLE, Handover
from autograder.paths import BUILD_IN_ZIP
from autograder.results import write_results
from seminar.subject import Subject


class Session(Examination):
    """The examination of the submission that was handed over; what it reports is written after each Subject."""

    def __init__(self) -> None:
        handover = Handover.read()
        self._report_file = Path(handover.report)
        folder = Path(handover.source) / BUILD_IN_ZIP
        os.environ[BUILD_VARIABLE] = str(folder)
        build = load_build(folder)
        super().__init__(
            Path(handover.submission),
            build,
            lay_out_data(build),
            unconfined=os.environ.get(UNCONFINED_VARIABLE) == "1",
            unreadable=handover.unreadable,
        )
        atexit.register(self.close)

    def __call__(self, question: str, seed: int) -> Subject:
        """Return the Subject of a question; see Examination."""
        try:
            return super().__call__(question, seed)
        finally:
            write_results(self._report_file, self.report())

    def close(self) -> None:
        """End the worker and write the report."""
        super().close()
        write_results(self._report_file, self.report())
