"""overrides.csv in a folder of results: what people say about marks, read and bound to submissions.

A row with points corrects the mark of a question, or what lateness takes off; one without points says that a concern of
the report is decided. The file is the instructor's: it is read, and never written here. What becomes of the rows is the
matter of corrected.py.
"""

import csv
import io
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from autograder.classroom.record import LATE, SUPERSEDED, Record
from autograder.classroom.report.concerns import ASKED
from autograder.errors import GraderError
from autograder.grading import Grading
from autograder.printable import readable

OVERRIDES_FILE = "overrides.csv"
NEEDED, OPTIONAL = ("student", "question", "points"), ("reason", "by", "when")
DELIMITERS = ";,\t"
FOLDER = "/"  # behind the name of a folder of results, which is nobody else's
GUARD = "'"  # before what a spreadsheet would take for a formula, as tables of marks have it
LARGEST = 1 << 22  # bytes: thousands of rows


@dataclass(frozen=True)
class Row:
    """One row of the file.

    line: of the file. student: a name, id, e-mail, file or folder of results; with a slash that folder alone.
    question: for a row without points a kind of concern, or "" for all that there are.
    """

    line: int
    student: str
    question: str
    points: float | None
    reason: str
    by: str
    when: str

    @property
    def said(self) -> list[str | float | None]:
        """What the row says, wherever it stands."""
        return [self.student, self.question, self.points, self.reason, self.by, self.when]


def read_overrides(out: Path, grading: Grading) -> list[Row]:
    """Return the rows of overrides.csv, none where there is no such file.

    Separated by commas, semicolons or tabs, with a BOM or without, as spreadsheets write it. Raises GraderError, one
    line with the number of the line, for a column, question or points that cannot be.
    """
    path = out / OVERRIDES_FILE
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return []
    except OSError as error:
        raise GraderError(f"{path} cannot be read ({error.strerror})") from None
    if len(content) > LARGEST:
        raise GraderError(f"{path} is larger than {LARGEST >> 20} MB: is it the right file?")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise GraderError(f"{path} is not UTF-8: save it as 'CSV UTF-8'") from None
    try:
        return _rows(text, grading)
    except ValueError as error:
        raise GraderError(f"{path}, {readable(str(error))}") from None


def bind(out: Path, rows: Sequence[Row], records: Sequence[Record], waiting: int) -> list[tuple[Row, Record]]:
    """Return each row with the record that it means.

    waiting: how many of the class have no result yet: only with such is a row left out that fits nobody. Raises
    GraderError for a student who is unknown or one of two, and for two rows about the same.
    """
    known: dict[str, list[Record]] = {}
    for record in records:
        for name in {_plain(name) for name in _names(record)} - {""}:
            known.setdefault(name, []).append(record)
    folders = {record.id + FOLDER: [record] for record in records}
    bound: dict[tuple[str, str, bool], tuple[Row, Record]] = {}
    for row in rows:
        named = folders.get(row.student) or known.get(_plain(row.student), [])
        meant = [record for record in named if record.status != SUPERSEDED]
        place = f"{out / OVERRIDES_FILE}, line {row.line}"
        if len(meant) > 1:
            files = ", ".join(_shortest(record, known) for record in meant[:5])
            raise GraderError(f"{place}: {readable(row.student)!r} is {len(meant)} submissions: name one of {files}")
        if not meant and waiting:
            continue
        if not meant:
            raise GraderError(f"{place}: {_unknown(row.student.removesuffix(FOLDER), known)}")
        key = (meant[0].id, row.question, row.points is None)
        if key in bound:
            line = bound[key][0].line
            raise GraderError(f"{place}: line {line} is about the same: leave the one that counts")
        bound[key] = (row, meant[0])
    return list(bound.values())


def _unknown(student: str, known: dict[str, list[Record]]) -> str:
    """Return what is wrong with a name that fits no submission that counts."""
    shown = repr(readable(student))
    for record in known.get(_plain(student), []):
        return f"{shown} is an earlier attempt: name {readable(record.superseded_by)}"
    near = get_close_matches(_plain(student), known, 1)
    hint = f": {readable(known[near[0]][0].student)!r} is" if near else ""
    return f"{shown} is no student and no file of this class{hint}"


def _names(record: Record) -> tuple[str, ...]:
    return (record.student, record.student_id, record.email, record.submission, record.id)


def _shortest(record: Record, known: dict[str, list[Record]]) -> str:
    """Return what tells a record from all others."""
    own = (record.submission, record.student_id, record.email)
    return readable(next((name for name in own if known.get(_plain(name)) == [record]), record.id + FOLDER))


def _plain(name: str) -> str:
    """Return a name as it is compared: case, spaces and how accents are written make no difference."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().removeprefix(GUARD).split())


def _rows(text: str, grading: Grading) -> list[Row]:
    first = text.split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        header = [name.strip().casefold() for name in next(reader, [])]
    except csv.Error as error:
        raise ValueError(f"line 1: {error}") from None
    for name in header:
        if name and name not in NEEDED + OPTIONAL:
            raise ValueError(f"line 1: column {name!r} is not known: they are {', '.join(NEEDED + OPTIONAL)}")
    for name in NEEDED:
        if header.count(name) != 1:
            raise ValueError(f"line 1: column {name!r} is needed, once")
    rows: list[Row] = []
    while True:
        try:
            cells = next(reader, None)
            if cells is None:
                return rows
            if not any(cell.strip() for cell in cells):
                continue
            if any(cell.strip() for cell in cells[len(header) :]):
                raise ValueError("there are more cells than columns: a text with the separator in it needs quotes")
            rows.append(_row(reader.line_num, dict(zip(header, map(str.strip, cells), strict=False)), grading))
        except (ValueError, csv.Error) as error:
            raise ValueError(f"line {reader.line_num}: {error}") from None


def _row(line: int, cells: dict[str, str], grading: Grading) -> Row:
    student, question = cells.get("student", ""), cells.get("question", "")
    points, reason = cells.get("points", ""), cells.get("reason", "")
    if not student:
        raise ValueError("the student is missing")
    row = Row(line, student, question, _number(points), reason, cells.get("by", ""), cells.get("when", ""))
    if row.points is None:
        if question and question not in ASKED:
            raise ValueError(
                f"points are missing; without them the question is a concern: {', '.join(ASKED)}, or empty"
            )
        return row
    most = {**grading.points, LATE: grading.possible}.get(question)
    if most is None:
        raise ValueError(f"question {question!r} is not one of {', '.join((*grading.questions, LATE))}")
    if not 0 <= row.points <= most:
        raise ValueError(f"{points} points are not from 0 to {most:g}, which {question} has")
    if not reason:
        raise ValueError("the reason is missing, which the student reads")
    return row


def _number(text: str) -> float | None:
    if not text:
        return None
    try:
        return float(text.replace(",", "."))
    except ValueError:
        raise ValueError(f"points {text!r} are no number") from None
