"""A class of canned outcomes, graded into one folder again and again."""

import csv
from contextlib import suppress
from pathlib import Path

import pytest
from markupsafe import Markup

from autograder.classroom import grade, kept_results
from autograder.classroom.grade import Class, Options
from autograder.classroom.outputs import write_outputs
from autograder.classroom.record import Record
from autograder.classroom.report import figures
from autograder.classroom.submissions import find_submissions
from autograder.classroom.task import Outcome
from autograder.grading import GRADING_FILE, load_grading
from tests.classroom.canned import Canned

COUNT = 5
ONCE, REGRADE = Options(), Options(regrade=True)
NOT_DRAWN = figures.Picture(Markup("<svg></svg>"), "not drawn")


def draw_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the pictures out of reports: to draw them takes most of the time of writing a class's tables and pages."""
    monkeypatch.setattr(figures, "totals", lambda *given: NOT_DRAWN)
    monkeypatch.setattr(figures, "times", lambda *given: NOT_DRAWN)
    monkeypatch.setattr(figures, "measured", lambda *given: {})


class Graded:
    """A class that is graded into one folder, again and again, with a place of its own for each run."""

    def __init__(self, folder: Path, outcome: Outcome, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder, self.out = folder / "class", folder / "out"
        self.folder.mkdir()
        for number in range(COUNT):
            (self.folder / f"student{number}.py").write_text(f"x = {number}", encoding="utf-8")
        self._outcome, self._patch = outcome, monkeypatch
        self.told: list[str] = []
        monkeypatch.setattr(kept_results, "TRY_SECONDS", 0.0)
        draw_nothing(monkeypatch)

    def run(
        self, build: Path, options: Options = ONCE, place: Canned | None = None, folder: Path | None = None
    ) -> list[Record]:
        """Grade; as after Ctrl-C, the tables are written from what is there. `told` has what the terminal says."""
        place = place or Canned(self._outcome)
        self._patch.setattr(grade, "Pool", lambda source, jobs, seconds: place)
        graded = Class(find_submissions([folder or self.folder]), build, self.out, options)
        with suppress(KeyboardInterrupt):
            graded.run(lambda record: None, lambda todo, done: None)
        records, self.told = graded.counting(load_grading(self.out / GRADING_FILE))
        write_outputs(self.out, records, "en")
        return records

    def rows(self) -> dict[str, tuple[str, str]]:
        """Return total and status by student, as grades.csv has them."""
        with (self.out / "grades.csv").open(encoding="utf-8-sig", newline="") as file:
            return {row["student"]: (row["total"], row["status"]) for row in csv.DictReader(file)}
