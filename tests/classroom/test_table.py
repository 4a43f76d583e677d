"""grades.csv: what Excel and scripts make of it."""

import csv
import io
from pathlib import Path

import pytest

from autograder.classroom.table import write_grades
from tests.classroom.records import record
from tests.course import GRADING, QUESTIONS


def cells(path: Path) -> list[list[str]]:
    """Return the table as a script reads it."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_excel_opens_it_as_utf_8(tmp_path: Path) -> None:
    """The mark of the encoding comes first, without which Excel takes Cyrillic names for another one."""
    write_grades(tmp_path / "grades.csv", [record("Анна Ли")], GRADING.questions)
    content = (tmp_path / "grades.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbfsubmission,student,")
    assert content.count(b"\xef\xbb\xbf") == 1
    assert cells(tmp_path / "grades.csv")[1][1] == "Анна Ли"


def test_columns_keep_their_order_and_new_ones_come_after(tmp_path: Path) -> None:
    """What scripts rely on stands where it stood; id, address and lateness follow."""
    late = record("Ann", student_id="007", email="ann@example.org", late=True)
    write_grades(tmp_path / "grades.csv", [late, record("Bo")], GRADING.questions)
    header, first, second = cells(tmp_path / "grades.csv")
    known = ["submission", "student", *QUESTIONS, "total", "possible", "status", "seconds"]
    assert header == [*known, "id", "email", "late"]
    assert first[-3:] == ["007", "ann@example.org", "late"]
    assert second[-3:] == ["", "", ""]


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x";"a")'])
def test_no_cell_is_a_formula(tmp_path: Path, name: str) -> None:
    """A name of a file, of a student, an id or an address that a spreadsheet would run is shown as text."""
    odd = record(name, submission=name, student_id=name, email=name)
    write_grades(tmp_path / "grades.csv", [odd], GRADING.questions)
    _, row = cells(tmp_path / "grades.csv")
    assert row.count(f"'{name}") == 4
    assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


@pytest.mark.parametrize("name", ["a;=1+1;b", "a; -1", 'a;"=1+1";b', "a;\t@SUM(A1)", 'a, b;=HYPERLINK("x")'])
def test_no_part_of_a_cell_is_a_formula(tmp_path: Path, name: str) -> None:
    """Excel in Russia, for one, splits at semicolons whatever else a table is split at."""
    odd = record(name, submission=name, student_id=name, email=name)
    write_grades(tmp_path / "grades.csv", [odd], GRADING.questions)
    text = (tmp_path / "grades.csv").read_text(encoding="utf-8-sig")
    found = [cell for row in csv.reader(io.StringIO(text, newline=""), delimiter=";") for cell in row]
    assert not [cell for cell in found if cell.strip(' \t"').startswith(("=", "+", "-", "@"))]
