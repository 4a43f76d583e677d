"""What goes back to the platforms is taken by their importers, and no mark goes where none was given."""

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from autograder.classroom.class_list import keep_roster
from autograder.classroom.gradebooks import advice, write_gradebooks
from autograder.classroom.record import FAILED, MISSING, SUPERSEDED, TIMEOUT, UNREADABLE, Record
from autograder.lms.roster import read_roster
from tests.classroom.records import record
from tests.course import GRADING
from tests.lms import importers
from tests.lms.importers import Graded

Export = Callable[..., dict[str, bytes]]
FEEDBACK = "# Feedback\n\nPoints: 10 of 10\n\n- `<b>x</b>` costs\n"
LONG_AGO, LATER = datetime(2020, 1, 1, tzinfo=UTC), datetime.now(UTC) + timedelta(days=1)


@pytest.fixture
def export(tmp_path: Path) -> Export:
    """Write the files of records, each with its feedback, and perhaps of a list of the class; return their bytes."""

    def written(*records: Record, roster: str = "") -> dict[str, bytes]:
        if roster:
            (tmp_path / "list.csv").write_text(roster, encoding="utf-8")
            keep_roster(tmp_path, read_roster(tmp_path / "list.csv"))
        for one in records:
            (tmp_path / one.id).mkdir(exist_ok=True)
            (tmp_path / one.id / "feedback.md").write_text(FEEDBACK, encoding="utf-8")
        return {path.name: path.read_bytes() for path in write_gradebooks(tmp_path, records, GRADING)}

    return written


def of_canvas(name: str, number: str, attachment: int, late: str = "") -> Record:
    """Return a record as of a Canvas export."""
    file = f"{name}_{late}{number}_{attachment}_my_hw_8_999"
    return record(name, id=file, submission=f"{file}.ipynb", student_id=number, account=f"canvas {number}")


def of_moodle(name: str, number: str) -> Record:
    """Return a record as of a Moodle export."""
    return record(name, id=f"{name}_{number}", submission="hw.ipynb", student_id=number, account=f"moodle {number}")


def of_gradescope(name: str, number: int, sid: str, email: str) -> Record:
    """Return a record as of a Gradescope export."""
    account = f"gradescope {number}"
    return record(name, id=f"submission_{number}", submission="hw.ipynb", student_id=sid, email=email, account=account)


def of_folder(platform: str, login: str) -> Record:
    """Return a record as of Blackboard or nbgrader, which name students by their login."""
    return record(login, id=login, submission="hw.ipynb", student_id=login, account=f"{platform} {login}")


# Moodle


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        (Graded(), 10.0),
        (Graded(4.0, "by hand", LONG_AGO), 10.0),
        (Graded(10.0, "old", LONG_AGO), 10.0),
        (Graded(4.0, "by hand", LATER), 4.0),
    ],
    ids=["not graded", "graded before", "the same grade", "corrected later"],
)
def test_moodle_takes_the_worksheet(export: Export, language: str, before: Graded, after: float) -> None:
    """By the teacher's language; a student who has a grade is not skipped, unless somebody has given it since."""
    worksheet = export(of_moodle("Анна Ли", "77"))["moodle.csv"].decode()
    has = {"77": before, "7": Graded(1.0, "another's", LONG_AGO)}
    importers.moodle_worksheet(worksheet, language, has, maximum=10)
    assert has["77"].grade == after
    assert ("Points: 10 of 10" in has["77"].comment) == (before.changed != LATER)
    assert has["7"] == Graded(1.0, "another's", LONG_AGO)


def test_moodle_comment_is_html_that_shows_code_as_text(export: Export) -> None:
    """Moodle takes a comment of the worksheet for HTML; nothing of a student's becomes markup."""
    has = {"77": Graded()}
    importers.moodle_worksheet(export(of_moodle("Ann", "77"))["moodle.csv"].decode(), "en", has, 10)
    assert "<h1>Feedback</h1>" in has["77"].comment
    assert "<code>&lt;b&gt;x&lt;/b&gt;</code>" in has["77"].comment


@pytest.mark.parametrize("name", ["Анна Ли", "Ann_Mary Lee", "O/Neil: <x>", "7_8"])
def test_moodle_gives_the_feedback_to_its_participant(export: Export, name: str) -> None:
    """The folder is called as in Moodle's own download, whatever the student is called."""
    files = export(record(name, id="x", account="moodle 77"), record("Bo", account="moodle 78"))
    found = importers.moodle_feedback(files["moodle_feedback.zip"], {"77", "78", "7", "8"})
    assert {number: list(pages) for number, pages in found.items()} == {
        "77": ["feedback.html"],
        "78": ["feedback.html"],
    }
    assert found["77"]["feedback.html"].startswith("<!doctype html>")


def test_moodle_numbers_come_from_its_own_worksheet_too(export: Export) -> None:
    """For files that did not come from Moodle: the list of the class is the worksheet that it offers."""
    roster = "Идентификатор,Полное имя,Оценка\nУчастник77,Анна Ли,\n"
    has = {"77": Graded()}
    files = export(replace(of_moodle("Бо", "78"), account="moodle 78"), record("анна_ли"), roster=roster)
    importers.moodle_worksheet(files["moodle.csv"].decode(), "ru", has, 10)
    assert has["77"].grade == 10


def test_moodle_gradebook_gets_ids_and_addresses_where_there_are_no_numbers(export: Export) -> None:
    """Its own import asks which column is which."""
    rows = list(csv.DictReader(io.StringIO(export(of_gradescope("Ann", 4, "007", "a@b.c"))["moodle.csv"].decode())))
    assert [(row["ID number"], row["Email address"], row[GRADING.name]) for row in rows] == [("007", "a@b.c", "10")]


# Canvas


def test_canvas_takes_the_grades(export: Export) -> None:
    """By the number in the file's name."""
    ann = replace(of_canvas("leeann", "123", 4567), points={"q1": 3.0, "q3": 2 / 3})
    scores = {"123": "", "9": "8"}
    importers.canvas_gradebook(export(ann)["canvas.csv"].decode(), {"123": "Ann Lee", "9": "Bo"}, scores)
    assert scores == {"123": "3.66667", "9": "8"}


def test_canvas_row_is_as_in_its_gradebook_where_that_is_the_list(export: Export) -> None:
    """Name, ids and section of Canvas's own table."""
    roster = 'Student,ID,SIS User ID,SIS Login ID,Section\n"Lee, Ann",123,007,ann,Group 1\n'
    _, row = list(csv.DictReader(io.StringIO(export(record("ann_lee"), roster=roster)["canvas.csv"].decode())))
    assert list(row.values()) == ["Lee, Ann", "123", "007", "ann", "Group 1", "10"]


@pytest.mark.parametrize("late", ["", "LATE_"])
def test_canvas_gives_the_feedback_to_its_student(export: Export, late: str) -> None:
    """Named as the attachment that was downloaded, or Canvas ignores it."""
    found, ignored = importers.canvas_comments(
        export(of_canvas("leeann", "123", 4567, late))["canvas_feedback.zip"], {"4567": "123"}
    )
    assert list(found) == ["123"]
    assert ignored == []


# Brightspace and Blackboard


def test_brightspace_takes_the_grades(export: Export) -> None:
    """By the ids in the list of the class: numbers in the names of folders are others."""
    bright = record("Ann Lee", id="x", student_id="12", account="brightspace 12")
    assert "brightspace.csv" not in export(bright)
    roster = "OrgDefinedId,Username,Last Name,First Name\n#007,#ann,Lee,Ann\n"
    content = export(bright, roster=roster)["brightspace.csv"].decode()
    assert importers.brightspace_grades(content, GRADING.name) == {"007": 10.0}
    assert content.splitlines()[0] == f"OrgDefinedId,Username,{GRADING.name} Points Grade,End-of-Line Indicator"


def test_blackboard_takes_grades_and_feedback(export: Export) -> None:
    """By the login in the file's name."""
    files = export(of_folder("blackboard", "alee"))
    found = importers.blackboard_grades(files["blackboard.xls"])
    assert found["alee"][0] == "10"
    assert "<h1>Feedback</h1>" in found["alee"][1]


# Whatever the platform

HOMES = {
    "canvas.csv": lambda name, number, **more: replace(of_canvas(name, number, 4567), **more),
    "moodle.csv": lambda name, number, **more: replace(of_moodle(name, number), **more),
    "blackboard.xls": lambda name, number, **more: replace(of_folder("blackboard", number), id=name, **more),
}


def names(content: bytes) -> list[str]:
    """Return the identifiers of all students in a table of HOMES."""
    text = content.decode("utf-16") if content.startswith(b"\xff\xfe") else content.decode()
    header, *rows = csv.reader(io.StringIO(text, newline=""), delimiter="\t" if "\t" in text else ",")
    column = next(header.index(name) for name in ("ID", "Identifier", "Username") if name in header)
    return [row[column].removeprefix("Participant ") for row in rows if row[column]]


@pytest.mark.parametrize("book", HOMES)
@pytest.mark.parametrize("status", [UNREADABLE, TIMEOUT, FAILED, SUPERSEDED, MISSING])
def test_who_has_no_mark_has_no_row(export: Export, book: str, status: str) -> None:
    """An empty cell would wipe a grade or a comment that is there, and 0 would be a lie."""
    nothing = dict.fromkeys(("q1", "q2", "q3", "q4"), 0.0)
    bad = HOMES[book]("Bo", "6", status=status, reason="why", points=nothing)
    assert names(export(HOMES[book]("Ann", "5"), bad)[book]) == ["5"]


@pytest.mark.parametrize("book", HOMES)
def test_where_two_submissions_count_a_human_decides(export: Export, book: str) -> None:
    """The others keep their grades."""
    two = [HOMES[book](name, "5") for name in ("a", "b")]
    assert names(export(*two, HOMES[book]("c", "6"))[book]) == ["6"]


def test_class_goes_back_to_its_platform_alone(export: Export) -> None:
    """The same number elsewhere may be another student's."""
    assert set(export(of_canvas("lee", "11", 456))) == {"canvas.csv", "canvas_feedback.zip", "mail.csv"}
    assert set(export(of_moodle("Mo", "22"))) == {"moodle.csv", "moodle_feedback.zip", "mail.csv"}
    both = export(of_canvas("lee", "11", 456), of_moodle("Mo", "22"))
    assert (names(both["canvas.csv"]), names(both["moodle.csv"])) == (["11"], ["22"])


def test_class_of_elsewhere_goes_to_whoever_knows_its_ids(export: Export) -> None:
    """Gradescope takes no grades: those who keep them have the SID; members of a group have a row each."""
    group = of_gradescope("Ann, Bo", 42, "1, ", "a@b.c, b@b.c")
    files = export(group)
    scores = {"500": "", "501": ""}
    importers.canvas_gradebook(files["canvas.csv"].decode(), {"500": "Ann", "501": "Bo"}, scores)
    assert scores == {"500": "10", "501": "10"}
    assert importers.brightspace_grades(files["brightspace.csv"].decode(), GRADING.name) == {"1": 10.0}
    assert [line.split(":")[0] for line in advice([group])] == ["Gradescope imports no grades"]
    assert advice([of_moodle("Ann", "7")]) == []


def test_files_of_before_do_not_stay(export: Export, tmp_path: Path) -> None:
    """Nobody imports the grades of another platform's class."""
    export(of_canvas("lee", "11", 456))
    export(of_moodle("Mo", "22"))
    assert not (tmp_path / "canvas.csv").exists()
    assert not (tmp_path / "canvas_feedback.zip").exists()


def test_mail_goes_to_who_has_no_mark_too(export: Export) -> None:
    """The page says why, and what to do."""
    unread = record("Ann", status=UNREADABLE, reason="why", points=dict.fromkeys(("q1", "q2"), 0.0))
    (row,) = csv.DictReader(io.StringIO(export(unread)["mail.csv"].decode("utf-8-sig")))
    assert (row["name"], row["total"], row["html"]) == ("Ann", "", "Ann/feedback.html")


def test_mail_has_a_page_for_each_student(export: Export, tmp_path: Path) -> None:
    """With the address of the list, and the page beside the Markdown."""
    content = export(record("ann_hw"), roster="name,id,email\nAnn Lee,7,a@b.c\n")["mail.csv"]
    (row,) = csv.DictReader(io.StringIO(content.decode("utf-8-sig")))
    assert (row["total"], row["possible"]) == ("10", "10")
    assert (tmp_path / row["html"]).read_text(encoding="utf-8").startswith('<!doctype html>\n<html lang="en">')
    assert (tmp_path / row["markdown"]).read_text(encoding="utf-8") == FEEDBACK


@pytest.mark.parametrize("book", [*HOMES, "brightspace.csv", "mail.csv"])
@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x";"a")'])
def test_no_cell_is_a_formula(export: Export, book: str, name: str) -> None:
    """A name, an id or an address that a spreadsheet would run is shown as text."""
    content = export(record(name, id="x", student_id=name, email=name))[book]
    text = content.decode("utf-16" if content.startswith(b"\xff\xfe") else "utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter="\t" if book.endswith(".xls") else ","))
    cells = [cell for row in rows for cell in row]
    assert f"'{name}" in cells or f"#{name}" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@", "\t", "\r", "-1"))]


@pytest.mark.parametrize("name", ['Lee, "Ann"', "Анна\nЛи", "a;b", "bad \udcff name"])
def test_odd_names_stay_in_their_cell(export: Export, name: str) -> None:
    """Commas, quotes, line ends and bytes that are no text do not break a file."""
    rows = list(
        csv.reader(io.StringIO(export(replace(of_moodle(name, "5"), id="x"))["moodle.csv"].decode(), newline=""))
    )
    assert len({len(row) for row in rows}) == 1
    assert rows[1][1] == name.replace("\udcff", "?")


@pytest.mark.parametrize(
    "graded", [of_moodle("Mo", "22"), record("Mo", student_id="22")], ids=["worksheet", "gradebook"]
)
def test_no_part_of_feedback_is_a_formula(export: Export, monkeypatch: pytest.MonkeyPatch, graded: Record) -> None:
    """What a student's code says stands in it, and Excel in Russia splits at semicolons; it shows the same."""
    monkeypatch.setitem(globals(), "FEEDBACK", "the code says x;==1+1;y")
    content = export(graded)["moodle.csv"].decode("utf-8-sig")
    found = [cell for row in csv.reader(io.StringIO(content, newline=""), delimiter=";") for cell in row]
    assert not [cell for cell in found if cell.startswith(("=", "+", "-", "@"))]
    assert "x;<!---->==1+1;y" in content
