"""A platform's download goes in as it is, with the list of the class, and what its importer takes comes out."""

import csv
import zipfile
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from pathlib import Path

import pytest

from autograder.classroom.task import Outcome, Task
from tests import command_line
from tests.classroom.canned import Canned
from tests.command_line import run_autograder
from tests.course import GRADING
from tests.lms import importers

# What each platform packs: of Анна Ли a notebook, of Bo Ek a PDF, and of Ева Ли, who is on the list, nothing.
MOODLE = ["Анна Ли_77_assignsubmission_file_/hw.ipynb", "Bo Ek_78_assignsubmission_file_/hw.pdf"]
CANVAS = ["лианна_77_4567_hw.ipynb", "ekbo_LATE_78_4568_hw.pdf"]
BRIGHTSPACE = [
    "77-3 - Анна Ли - Sep 20, 2024 930 PM/hw.ipynb",
    "78-3 - Bo Ek - Sep 20, 2024 931 PM/hw.pdf",
    "index.html",
]
BLACKBOARD = ["HW_ali_attempt_2024-09-20-13-05-33_hw.ipynb", "HW_bek_attempt_2024-09-20-13-05-34_hw.pdf"]
LIST = (
    "OrgDefinedId,Username,Last Name,First Name,Email\n#1,ali,Ли,Анна,ali@b.c\n#2,bek,Ek,Bo,bek@b.c\n"
    "#3,eli,Ли,Ева,eli@b.c\n"
)


def moodle(out: Path) -> Mapping[str, float | None]:
    """Return the grades of Moodle's participants, in Russian, after the import."""
    has = {"77": importers.Graded(), "78": importers.Graded(7.0)}
    importers.moodle_worksheet((out / "moodle.csv").read_text(encoding="utf-8"), "ru", has, 10)
    assert list(importers.moodle_feedback((out / "moodle_feedback.zip").read_bytes(), {*has})) == ["77"]
    return {name: has[number].grade for name, number in (("ali", "77"), ("bek", "78"))}


def canvas(out: Path) -> Mapping[str, float | None]:
    """Return Canvas's scores after the import."""
    scores = {"77": "", "78": "7"}
    importers.canvas_gradebook((out / "canvas.csv").read_text(encoding="utf-8"), dict.fromkeys(scores, ""), scores)
    pages, ignored = importers.canvas_comments((out / "canvas_feedback.zip").read_bytes(), {"4567": "77", "4568": "78"})
    assert (list(pages), ignored) == (["77"], [])
    return {"ali": float(scores["77"]), "bek": float(scores["78"])}


def brightspace(out: Path) -> Mapping[str, float | None]:
    """Return Brightspace's points after the import."""
    points = {"1": 4.0, "2": 7.0}
    points |= importers.brightspace_grades((out / "brightspace.csv").read_text(encoding="utf-8"), GRADING.name)
    return {"ali": points["1"], "bek": points["2"]}


def blackboard(out: Path) -> Mapping[str, float | None]:
    """Return Blackboard's grades after the import."""
    grades = importers.blackboard_grades((out / "blackboard.xls").read_bytes())
    return {"bek": 7.0} | {name: float(given) for name, (given, _) in grades.items()}


@pytest.mark.parametrize(
    ("names", "grades"),
    [(MOODLE, moodle), (CANVAS, canvas), (BRIGHTSPACE, brightspace), (BLACKBOARD, blackboard)],
    ids=["Moodle", "Canvas", "Brightspace", "Blackboard"],
)
def test_download_with_the_list_goes_there_and_back(
    names: list[str],
    grades: Callable[[Path], Mapping[str, float | None]],
    outcome: Outcome,
    quick_zip: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Everybody has a row; the mark of one comes back, and the grade that another has on the platform stays."""
    unread = {**outcome, "status": "unreadable", "reason": "It is a PDF.", "results": None}
    monkeypatch.setattr(command_line, "Here", lambda source, jobs, seconds: ByKind(outcome, unread))
    with zipfile.ZipFile(tmp_path / "download.zip", "w") as archive:
        for name in names:
            archive.writestr(name, "{}")
    (tmp_path / "list.csv").write_text(LIST, encoding="utf-8")
    out = tmp_path / "out"
    call = ("grade", tmp_path / "download.zip", "--roster", tmp_path / "list.csv", "--autograder", quick_zip)
    done = run_autograder(*call, "--out", out)
    assert done.returncode == 0, done.stderr
    with (out / "grades.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["student"]: row for row in csv.DictReader(file)}
    assert {name: (row["id"], row["email"], row["status"]) for name, row in rows.items()} == {
        "Ли Анна": ("1", "ali@b.c", "graded"),
        "Ek Bo": ("2", "bek@b.c", "unreadable"),
        "Ли Ева": ("3", "eli@b.c", "missing"),
    }
    assert grades(out) == {"ali": 0.0, "bek": 7.0}


class ByKind(Canned):
    """Gives another outcome for what is no notebook."""

    def __init__(self, notebook: Outcome, other: Outcome) -> None:
        super().__init__(notebook)
        self._by_kind = {True: notebook, False: other}

    def submit(self, task: Task) -> "Future[Outcome]":
        """Return a future that is done."""
        self._outcome = self._by_kind[task.name.endswith(".ipynb")]
        return super().submit(task)
