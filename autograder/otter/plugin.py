"""Joins the sandbox to Otter: the plugin that otter_config.json names, for `otter run`, `otter grade` and Gradescope.

Otter calls it before the submission is executed, then for the notebook to execute, then with the results. Otter
executes a notebook of ours; the submission lies in quarantine, where only the sandbox reads it.
"""

import os
import tempfile
from pathlib import Path
from typing import Any

from otter.plugins import AbstractOtterPlugin
from otter.run.run_autograder.utils import OtterRuntimeError

from autograder.grading import Budgets
from autograder.intake import UnreadableSubmission, read_handed_in
from autograder.otter.quarantine import close_to_others, move_all, put, taken, trusted_notebook, write_stand_in
from autograder.otter.settings import QUARANTINE_VARIABLE, REPORT_FILE, SessionSettings, language
from autograder.paths import BUILD_IN_ZIP
from autograder.results import layer_lines, output_of, read_results

# Otter runs in the folder `submission`, beside `source`, where the autograder zip is unpacked.
SOURCE = Path("..") / "source"
FILES = "files"  # of the zip, which Otter has copied to the submission
TESTS = "tests"  # Otter has put the autograder's own there, in place of a submitted folder of that name
NO_REPORT: dict[str, Any] = {"trouble": "the grading notebook ended without a report of the sandbox"}


class GradingPlugin(AbstractOtterPlugin):
    """Quarantines the submission, has a trusted notebook executed in its place, and reports which layers held."""

    def before_grading(self, config: Any) -> None:
        """Move what was submitted away, close the build to others, and hand both over to the session."""
        source = SOURCE.resolve()
        close_to_others(source)
        place = os.environ.get(QUARANTINE_VARIABLE)
        unreadable = ""
        if place is None:
            self._own_place = tempfile.TemporaryDirectory(prefix="quarantine-")
            place = self._own_place.name
            unreadable = self._quarantine(Path(place), source, config.assignment_name)
        self._report_file = Path(place) / REPORT_FILE
        name, submission = ("", "") if unreadable else taken(Path(place))
        SessionSettings(str(source), str(submission), name, unreadable, str(self._report_file)).write()

    def before_execution(self, submission: Any) -> Any:
        """Return the trusted notebook; Otter runs every test at its end."""
        return trusted_notebook()

    def after_grading(self, results: Any) -> None:
        """Put into the results what the student should know; stop where no mark may be given."""
        report = self._report()
        if report["trouble"]:
            raise OtterRuntimeError("\n".join([report["trouble"], *_errors(results.notebook)]))
        output = output_of(report)
        if output:
            results.output = output

    def generate_report(self) -> str:
        """Return which layers of the sandbox held, for the instructor."""
        return "\n".join(layer_lines(self._report()))

    def _quarantine(self, place: Path, source: Path, assignment: str) -> str:
        """Put the submission of a bare `otter run` into `place`; return why it cannot be read, or ""."""
        handed_in = place / "handed_in"
        handed_in.mkdir()
        name = Path(self.submission_path).name
        move_all(Path.cwd(), handed_in, keep=(TESTS,))
        if name.endswith(".ipynb"):
            write_stand_in(Path(name), assignment)
        else:
            Path(name).touch()
        budgets = Budgets.read(source / BUILD_IN_ZIP / "grading.toml")
        try:
            put(place, *read_handed_in(handed_in, budgets, leave_out=os.listdir(source / FILES)))
        except UnreadableSubmission as error:
            return error.said(language())
        return ""

    def _report(self) -> dict[str, Any]:
        return read_results(self._report_file) or NO_REPORT


def _errors(notebook: Any) -> list[str]:
    """Return the errors that the cells of an executed notebook raised: here all cells are ours or Otter's."""
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    return [f"{it['ename']}: {it['evalue']}" for it in outputs if it["output_type"] == "error"]
