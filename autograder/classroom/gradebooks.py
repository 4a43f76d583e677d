"""The marks as learning platforms take them: canvas.csv, moodle.csv, and gradescope.csv, laid out as its own export.

Canvas matches students by its ID, else by SIS ID or name. Moodle's importer asks for the columns Identifier, Grade and
"Last modified (grade)", by the words of the teacher's language: import it with Moodle's pages in English.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.classroom.record import GRADED, MISSING, SUPERSEDED, Record
from autograder.files import write_text
from autograder.grading import Grading
from autograder.lms.cells import Row, as_csv
from autograder.lms.cells import number as _number
from autograder.lms.cells import safe as _safe

UNKNOWN_TIME = "-"  # as Moodle writes it; its importer then keeps a grade that somebody has given meanwhile

# The last column is called as the assignment: rename it to take one that is there already.
CANVAS_COLUMNS = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
MOODLE_COLUMNS = (
    *("Identifier", "Full name", "Email address", "Status", "Grade", "Maximum Grade"),
    *("Last modified (submission)", "Last modified (grade)", "Feedback comments"),
)
GRADESCOPE_COLUMNS = ("Name", "SID", "Email", "Total Score", "Max Points", "Status", "Submission ID")


@dataclass(frozen=True)
class _Entry:
    """One student in a gradebook. home: the platform that the files are of, "" where names do not tell.
    number: the student's there, or of the submission for Gradescope."""

    record: Record
    name: str
    id: str
    email: str
    home: str
    number: str


def write_gradebooks(folder: Path, records: Sequence[Record], grading: Grading) -> list[Path]:
    """Write the three files into `folder`; return their paths.

    Submissions that another one supersedes are left out. Where there is no mark, and where two submissions of one
    student count, the grade is left empty for a human.
    """
    possible = grading.possible
    counting = [record for record in records if record.status not in (SUPERSEDED, MISSING)]
    entries = [entry for record in counting for entry in _entries(record)]
    canvas = [_canvas_row(entry, grade) for entry, grade in _graded(entries, "canvas")]
    limit = ("    Points Possible", "", "", "", "", _number(possible))
    moodle = [_moodle_row(entry, grade, possible) for entry, grade in _graded(entries, "moodle")]
    gradescope = [_gradescope_row(entry, grading) for entry in entries]
    return [
        _write(folder / "canvas.csv", [(*CANVAS_COLUMNS, grading.name), limit, *canvas]),
        _write(folder / "moodle.csv", [MOODLE_COLUMNS, *moodle]),
        _write(folder / "gradescope.csv", [(*GRADESCOPE_COLUMNS, *grading.questions), *gradescope]),
    ]


def _entries(record: Record) -> list[_Entry]:
    """Return one entry, or one for each member of a group as Gradescope's module joins them."""
    home, _, number = record.account.partition(" ")
    names = record.student.split(", ")
    ids, emails = (text.split(", ") if text else [""] * len(names) for text in (record.student_id, record.email))
    if home != "gradescope" or not len(names) == len(ids) == len(emails):
        return [_Entry(record, record.student, record.student_id, record.email, home, number)]
    return [_Entry(record, *member, home, number) for member in zip(names, ids, emails, strict=True)]


def _graded(entries: Sequence[_Entry], target: str) -> list[tuple[_Entry, str]]:
    """Return the entries of one platform with their grades: those with an id of it, or all where there is none."""
    known = [entry for entry in entries if _id(entry, target)]
    times = Counter(_id(entry, target) for entry in known)
    return [(entry, _grade(entry) if times[_id(entry, target)] < 2 else "") for entry in known or entries]


def _id(entry: _Entry, target: str) -> str:
    """Return the student's id on the platform `target`: the same number elsewhere may be another student's."""
    return entry.number if entry.home == target else entry.id if not entry.home else ""


def _canvas_row(entry: _Entry, grade: str) -> Row:
    # What Gradescope calls SID is the number that the institution has given.
    sis = entry.id if entry.home == "gradescope" else ""
    return _safe(entry.name), _safe(_id(entry, "canvas")), _safe(sis), "", "", grade


def _moodle_row(entry: _Entry, grade: str, possible: float) -> Row:
    number = _id(entry, "moodle")
    identifier = _safe(f"Participant {number}" if number else "")
    points = ", ".join(f"{name}: {_number(value)}" for name, value in entry.record.points.items()) if grade else ""
    person = (identifier, _safe(entry.name), _safe(entry.email), "Submitted for grading")
    return *person, grade, _number(possible), UNKNOWN_TIME, UNKNOWN_TIME, points


def _gradescope_row(entry: _Entry, grading: Grading) -> Row:
    record, graded = entry.record, entry.record.status == GRADED
    points = [
        _number(record.points[question]) if graded and question in record.points else ""
        for question in grading.questions
    ]
    person = (_safe(entry.name), _safe(entry.id), _safe(entry.email))
    state = ("Graded" if graded else "Ungraded", entry.number if entry.home == "gradescope" else _safe(record.id))
    return *person, _grade(entry), _number(grading.possible), *state, *points


def _grade(entry: _Entry) -> str:
    return _number(entry.record.total) if entry.record.status == GRADED else ""


def _write(path: Path, rows: Iterable[Row]) -> Path:
    write_text(path, as_csv(rows))
    return path
