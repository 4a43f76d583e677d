"""canvas.csv, moodle.csv and gradescope.csv: what platforms take in, and that no mark goes where none was given."""

import csv
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.classroom.gradebooks import write_gradebooks
from autograder.classroom.record import FAILED, SUPERSEDED, TIMEOUT, UNREADABLE, Record
from tests.classroom.records import record
from tests.course import GRADING

Rows = list[dict[str, str]]
Books = Callable[..., dict[str, Rows]]
IDENTIFIERS = {"canvas": "ID", "moodle": "Identifier", "gradescope": "SID"}
GRADES = {"canvas": GRADING.name, "moodle": "Grade", "gradescope": "Total Score"}
NAMES = {"canvas": "Student", "moodle": "Full name", "gradescope": "Name"}


@pytest.fixture
def books(tmp_path: Path) -> Books:
    """Write the gradebooks of records; return the rows by the name of the file."""

    def written(*records: Record) -> dict[str, Rows]:
        paths = write_gradebooks(tmp_path, records, GRADING)
        assert [path.name for path in paths] == ["canvas.csv", "moodle.csv", "gradescope.csv"]
        return {path.stem: list(csv.DictReader(path.read_text(encoding="utf-8").splitlines())) for path in paths}

    return written


def students(rows: Rows) -> Rows:
    """Return the rows of students, without Canvas's row of points."""
    return [row for row in rows if "Points Possible" not in row.get("Student", "")]


def of_canvas(name: str, number: str, attachment: int) -> Record:
    """Return a record as of a Canvas export."""
    file = f"{name}_{number}_{attachment}_hw"
    return record(name, id=file, submission=f"{file}.ipynb", student_id=number, account=f"canvas {number}")


def of_moodle(name: str, number: str) -> Record:
    """Return a record as of a Moodle export."""
    return record(name, id=f"{name}_{number}", submission="hw.ipynb", student_id=number, account=f"moodle {number}")


def of_gradescope(name: str, number: int, sid: str, email: str) -> Record:
    """Return a record as of a Gradescope export."""
    account = f"gradescope {number}"
    return record(name, id=f"submission_{number}", submission="hw.ipynb", student_id=sid, email=email, account=account)


@pytest.mark.parametrize(
    ("book", "header"),
    [
        ("canvas", "Student,ID,SIS User ID,SIS Login ID,Section,cnn-seminar"),
        (
            "moodle",
            "Identifier,Full name,Email address,Status,Grade,Maximum Grade,Last modified (submission),"
            "Last modified (grade),Feedback comments",
        ),
        ("gradescope", "Name,SID,Email,Total Score,Max Points,Status,Submission ID,q1,q2,q3,q4"),
    ],
)
def test_columns_are_what_the_importer_looks_for(books: Books, book: str, header: str) -> None:
    """Each file has its platform's columns, in the platform's words and order."""
    assert ",".join(books(record())[book][0]) == header


def test_canvas_points_stand_in_the_first_row(books: Books) -> None:
    """The row of possible points comes before all students, as Canvas writes it."""
    first = books(record())["canvas"][0]
    assert (first["Student"].strip(), first[GRADING.name], first["ID"]) == ("Points Possible", "10", "")


def test_canvas_student_has_the_number_and_the_total(books: Books) -> None:
    """A student of a Canvas export is found by the number in the file's name."""
    (row,) = students(books(replace(of_canvas("leeanna", "123", 4567), points={"q1": 3.0, "q3": 2 / 3}))["canvas"])
    assert (row["Student"], row["ID"], row[GRADING.name]) == ("leeanna", "123", "3.66667")


def test_moodle_participant_has_the_number_and_the_total(books: Books) -> None:
    """A participant of a Moodle export is found by the number in the folder's name."""
    (row,) = books(of_moodle("Anna Lee", "77"))["moodle"]
    assert (row["Identifier"], row["Full name"], row["Grade"]) == ("Participant 77", "Anna Lee", "10")
    assert row["Feedback comments"] == "q1: 3, q2: 2, q3: 4, q4: 1"


def test_gradescope_row_has_points_by_question(books: Books) -> None:
    """A row as of Gradescope's own export: SID, address, number of the submission, and points by question."""
    (row,) = books(of_gradescope("Ann", 42, "007", "a@b.c"))["gradescope"]
    assert list(row.values()) == ["Ann", "007", "a@b.c", "10", "10", "Graded", "42", "3", "2", "4", "1"]


def test_members_of_a_group_have_a_row_each(books: Books) -> None:
    """A group's mark goes to each of its members."""
    found = books(of_gradescope("Ann, Bo", 42, "1, ", "a@b.c, b@b.c"))
    assert [(row["Name"], row["SID"], row["Email"]) for row in found["gradescope"]] == [
        ("Ann", "1", "a@b.c"),
        ("Bo", "", "b@b.c"),
    ]
    assert [row["SIS User ID"] for row in students(found["canvas"])] == ["1", ""]


@pytest.mark.parametrize("book", ["canvas", "moodle"])
def test_only_students_with_an_id_where_there_is_one(books: Books, book: str) -> None:
    """Where ids are known, students without one are left out: a platform could only guess who they are."""
    rows = students(books(record("Ann", student_id="5"), record("Bo"))[book])
    assert [row[IDENTIFIERS[book]].removeprefix("Participant ") for row in rows] == ["5"]


@pytest.mark.parametrize("book", IDENTIFIERS)
def test_all_students_where_no_id_is_known(books: Books, book: str) -> None:
    """A class of plain files is written whole, with empty ids."""
    rows = students(books(record("Ann"), record("Bo"))[book])
    assert [(row[NAMES[book]], row[IDENTIFIERS[book]]) for row in rows] == [("Ann", ""), ("Bo", "")]


def test_no_platform_gets_the_ids_of_another(books: Books) -> None:
    """An id of one platform may be another student's on the next one, and is not written there."""
    found = books(of_canvas("lee", "11", 456), of_moodle("Mo", "22"), of_gradescope("Gil", 5, "33", ""))
    assert [row["ID"] for row in students(found["canvas"])] == ["11"]
    assert [row["Identifier"] for row in found["moodle"]] == ["Participant 22"]


@pytest.mark.parametrize("book", GRADES)
@pytest.mark.parametrize("status", [UNREADABLE, TIMEOUT, FAILED])
def test_no_grade_without_a_mark(books: Books, book: str, status: str) -> None:
    """What could not be graded has an empty grade, never 0, and nothing about its questions."""
    nothing = dict.fromkeys(("q1", "q2", "q3", "q4"), 0.0)
    (row,) = students(books(record(status=status, reason="why", points=nothing))[book])
    left = {row.get(column, "") for column in (GRADES[book], "q1", "q4", "Feedback comments")}
    assert left == {""}


@pytest.mark.parametrize("book", ["canvas", "moodle"])
def test_no_grade_where_two_submissions_count(books: Books, book: str) -> None:
    """Where two submissions of one student count, a human decides; the others keep their grades."""
    two = [record("a", student_id="5"), record("b", student_id="5", points={"q1": 1.0})]
    rows = students(books(*two, record("c", student_id="6"))[book])
    assert [row[GRADES[book]] for row in rows] == ["", "", "10"]


@pytest.mark.parametrize("book", GRADES)
def test_superseded_submissions_are_left_out(books: Books, book: str) -> None:
    """An earlier attempt has no row, and does not make the later one ambiguous."""
    earlier = record("a", student_id="5", status=SUPERSEDED, points={}, superseded_by="b.ipynb")
    rows = students(books(earlier, record("b", student_id="5"))[book])
    assert [row[GRADES[book]] for row in rows] == ["10"]


@pytest.mark.parametrize("book", NAMES)
@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x";"a")'])
def test_no_cell_is_a_formula(tmp_path: Path, book: str, name: str) -> None:
    """A name, an id or an address that a spreadsheet would run is shown as text."""
    write_gradebooks(tmp_path, [record(name, id=name, student_id=name, email=name)], GRADING)
    with (tmp_path / f"{book}.csv").open(encoding="utf-8", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert f"'{name}" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@", "\t", "\r", "-1"))]


@pytest.mark.parametrize("name", ['Lee, "Ann"', "Анна\nЛи", "a;b", "bad \udcff name"])
def test_odd_names_stay_in_their_cell(tmp_path: Path, name: str) -> None:
    """Commas, quotes, line ends and bytes that are no text do not break a file."""
    write_gradebooks(tmp_path, [record(name, id="x")], GRADING)
    with (tmp_path / "moodle.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert [len(row) for row in rows] == [9, 9]
    assert rows[1][1] == name.replace("\udcff", "?")
