"""`run_otter.py` of the autograder zip calls this: Otter on Gradescope, or in a container of `otter grade`."""

import json
import os
import tempfile
import zipfile
from pathlib import Path

from autograder.grading import Budgets, load_grading
from autograder.intake import UnreadableSubmission, read_handed_in
from autograder.otter.quarantine import move_all, put, write_stand_in
from autograder.otter.settings import QUARANTINE_VARIABLE, REPORT_FILE, language
from autograder.paths import BUILD_IN_ZIP
from autograder.results import RESULTS_FILE, read_results, ungraded_results, with_sandbox, write_results


def main(folder: Path) -> None:
    """Put the submission in `folder` into quarantine, and have Otter grade the rest; it writes results/results.json.

    Otter reads notebooks and unpacks zips before it calls a plugin, which a hostile one may not survive, and refuses
    much of what can be graded. Of several files that were handed in together, the session chooses, as in a zip.
    """
    config = json.loads((folder / "source" / "otter_config.json").read_text(encoding="utf-8"))
    grading_toml = folder / "source" / BUILD_IN_ZIP / "grading.toml"
    results_file = folder / "results" / RESULTS_FILE
    _mend_metadata(folder / "submission_metadata.json")
    points = load_grading(grading_toml).points
    with tempfile.TemporaryDirectory(prefix="quarantine-") as place:
        handed_in = Path(place) / "handed_in"
        handed_in.mkdir()
        move_all(folder / "submission", handed_in)
        try:
            put(Path(place), *read_handed_in(handed_in, Budgets.read(grading_toml)))
        except UnreadableSubmission as error:
            write_results(results_file, ungraded_results(error.said(language()), points))
            print(error)
            return
        stand_in = write_stand_in(folder / "submission" / "submission.ipynb", config["assignment_name"])
        if config.get("zips"):
            with zipfile.ZipFile(stand_in.with_suffix(".zip"), "w") as archive:
                archive.write(stand_in, stand_in.name)
            stand_in.unlink()
        os.environ[QUARANTINE_VARIABLE] = place
        from otter.run.run_autograder import main as run_autograder

        try:
            run_autograder(str(folder))
        finally:
            results, report = read_results(results_file), read_results(Path(place) / REPORT_FILE)
            if report is not None and report["unreadable"]:
                write_results(results_file, ungraded_results(report["unreadable"], points))
            elif results is not None and report is not None:
                write_results(results_file, with_sandbox(results, report))


def _mend_metadata(path: Path) -> None:
    """Give plugins what they expect: containers of `otter grade` bring an empty file, which Otter cannot read."""
    if not path.exists() or not path.read_text(encoding="utf-8").strip():
        path.write_text("{}", encoding="utf-8")
