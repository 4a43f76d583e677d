"""overrides.csv: what people say of marks counts everywhere, is never lost, and is told where its mark changes."""

import csv
import json
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest

from autograder.classroom.class_list import keep_roster, kept_roster
from autograder.classroom.corrected import SEEN_FILE
from autograder.classroom.outputs import compare_results, counting_class, write_outputs
from autograder.classroom.record import as_json
from autograder.classroom.task import Outcome, without_mark
from autograder.errors import GraderError
from autograder.grading import dump_grading, load_grading
from autograder.lms.roster import Person
from tests.classroom.canned import Canned
from tests.classroom.canned_class import COUNT, ONCE, REGRADE, Graded
from tests.course import GRADING, SEMINAR
from tests.grading.zips import changed_zip

WHO = ("Vera Paper", "77", "vera@b.c")
HEADER = "student,question,points,reason,by,when\n"
ROW = 'student1,q3,2.5,"The mask is right, read again",Petrova,2026-11-27\n'


def with_points(outcome: Outcome, **points: float) -> Outcome:
    """Return an outcome in which the questions have other points."""
    told = outcome["results"]["tests"]
    tests = [{**test, "score": points[test["name"]]} if test["name"] in points else test for test in told]
    return {**outcome, "results": {**outcome["results"], "tests": tests}}


def overrides(graded: Graded, text: str) -> None:
    """Write overrides.csv."""
    (graded.out / "overrides.csv").write_text(text, encoding="utf-8")


def reported(graded: Graded, language: str = "en") -> list[str]:
    """Do as `report` does; return what it says besides."""
    records, told = counting_class(graded.out)
    write_outputs(graded.out, records, language)
    return told


def cells(path: Path, student: str) -> list[str]:
    """Return the row of a table in which a student's name stands."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return next(row for row in csv.reader(file) if student in row)


def feedback(graded: Graded, student: str = "student1") -> str:
    """Return a student's page."""
    return (graded.out / student / "feedback.md").read_text(encoding="utf-8")


def test_correction_is_in_every_table(graded: Graded) -> None:
    """grades.csv, a platform's file, --json, report and feedback; nobody else's mark is another."""
    before = feedback(graded, "student2")
    overrides(graded, HEADER + ROW)
    assert reported(graded) == []
    assert graded.rows() == {f"student{i}": ("2.5" if i == 1 else "0", "graded") for i in range(COUNT)}
    assert cells(graded.out / "canvas.csv", "student1")[-1] == "2.5"
    assert cells(graded.out / "canvas.csv", "student2")[-1] == "0"
    assert "The mask is right" in (graded.out / "student1" / "feedback.html").read_text(encoding="utf-8")
    rows = {row["student"]: row for row in json.loads(as_json(counting_class(graded.out)[0]))}
    assert (rows["student1"]["points"]["q3"], rows["student1"]["total"]) == (2.5, 2.5)
    (said,) = rows["student1"]["corrections"]
    assert (said["machine"], said["by"], said["when"]) == (0, "Petrova", "2026-11-27")
    page = (graded.out / "report.html").read_text(encoding="utf-8")
    assert "q3: 0 → 2.5 points (Petrova, 2026-11-27): The mask is right, read again" in page
    assert "2.5 points instead of 0. Why: The mask is right, read again" in feedback(graded)
    assert feedback(graded, "student2") == before


def test_correction_that_is_taken_back_is_gone(graded: Graded) -> None:
    """Without its row, the machine's mark counts again, in the student's page too."""
    before = feedback(graded)
    overrides(graded, HEADER + ROW)
    reported(graded)
    (graded.out / "overrides.csv").unlink()
    reported(graded)
    assert graded.rows()["student1"] == ("0", "graded")
    assert feedback(graded) == before


def test_regrade_keeps_corrections_and_says_whose_mark_has_changed(
    graded: Graded, outcome: Outcome, quick_zip: Path
) -> None:
    """Seen by the run that grades anew first of all; an edited row confirms the mark of now."""
    overrides(graded, HEADER + ROW)
    graded.run(quick_zip, REGRADE)
    assert (graded.rows()["student1"], graded.told) == (("2.5", "graded"), [])
    graded.run(quick_zip, REGRADE, Canned(with_points(outcome, q3=1.0)))
    assert graded.rows()["student1"] == ("2.5", "graded")
    assert graded.rows()["student2"] == ("1", "graded")
    (line,) = graded.told
    assert "student1.py), q3: the machine's mark under the correction to 2.5 was 0 and is 1: edit its row" in line
    page = (graded.out / "report.html").read_text(encoding="utf-8")
    assert "The mark under a correction has changed: 1" in page
    assert "(the machine gave 0 when this was decided, and gives 1 now)" in page
    overrides(graded, HEADER + ROW.replace("27", "28"))
    assert reported(graded) == []


def test_row_is_seen_before_anything_is_graded_anew(graded: Graded, outcome: Outcome, quick_zip: Path) -> None:
    """Nobody ran `report` between writing the row and grading: the mark that was corrected is known nevertheless."""
    overrides(graded, HEADER + ROW)
    graded.run(quick_zip, REGRADE, Canned(with_points(outcome, q3=1.0)))
    assert len(graded.told) == 1


@pytest.mark.parametrize(
    "content",
    [
        (HEADER + ROW).encode("utf-8-sig"),
        b"student;question;points;reason;by;when\r\nstudent1;q3;2,5;read again;Petrova;\r\n",
        b"When\tBy\tReason\tPoints\tQuestion\tStudent\n\t\tread again\t2.5\tq3\t  Student1 \n\t\t\t\t\t\n",
        b"student,question,points,reason\nstudent1.py,q3,2.50,read again\n",
        b"student,question,points,reason,,\nstudent1,q3,2.5,read again,,\n",
    ],
    ids=["BOM", "semicolons and a decimal comma", "tabs, other order", "file's name", "empty columns"],
)
def test_forms_of_the_file(graded: Graded, content: bytes) -> None:
    """What spreadsheets and hands write."""
    (graded.out / "overrides.csv").write_bytes(content)
    assert reported(graded) == []
    assert graded.rows()["student1"] == ("2.5", "graded")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (HEADER + ROW + "studentl,q1,1,x,,\n", "line 3: 'studentl' is no student and no file of this class: 'student"),
        (HEADER + "student1,q9,1,x,,\n", "line 2: question 'q9' is not one of q1, q2, q3, q4, late"),
        (HEADER + "student1,q3,4.5,x,,\n", "line 2: 4.5 points are not from 0 to 4, which q3 has"),
        (HEADER + "student1,q3,-1,x,,\n", "line 2: -1 points are not from 0 to 4"),
        (HEADER + "student1,q3,nan,x,,\n", "line 2: nan points are not from 0 to 4"),
        (HEADER + "student1,q3,all,x,,\n", "line 2: points 'all' are no number"),
        (HEADER + "student1,q3,,x,,\n", "line 2: points are missing; without them the question is a concern: "),
        (HEADER + "student1,q3,1,,,\n", "line 2: the reason is missing, which the student reads"),
        (HEADER + "student1,q3,1,a mask, read again,P,today\n", "line 2: there are more cells than columns"),
        (HEADER + ROW + ROW, "line 3: line 2 is about the same"),
        (HEADER + ",q3,1,x,,\n", "line 2: the student is missing"),
        ("student,points\n", "line 1: column 'question' is needed, once"),
        ("student,question,points,note\n", "line 1: column 'note' is not known"),
        (HEADER + 'student1,q3,1,"x\n', "line 2: unexpected end of data"),
    ],
)
def test_mistake_is_one_line_and_nothing_is_written(graded: Graded, quick_zip: Path, text: str, words: str) -> None:
    """For `report`, and for `grade` before it grades anything."""
    overrides(graded, text)
    before = {path: path.read_bytes() for path in graded.out.rglob("*") if path.is_file()}
    for act in (lambda: reported(graded), lambda: graded.run(quick_zip, REGRADE, Canned({}))):
        with pytest.raises(GraderError) as told:
            act()
        assert words in str(told.value)
        assert len(str(told.value).splitlines()) == 1
    assert {path: path.read_bytes() for path in graded.out.rglob("*") if path.is_file()} == before


def test_file_in_another_encoding_is_named(graded: Graded) -> None:
    """As a Russian spreadsheet saves it without being asked for UTF-8."""
    (graded.out / "overrides.csv").write_bytes(HEADER.encode() + "Анна,q3,1,да,,\n".encode("cp1251"))
    with pytest.raises(GraderError, match="is not UTF-8"):
        reported(graded)


def test_two_of_one_name_are_told_apart_by_their_files(graded: Graded, quick_zip: Path, tmp_path: Path) -> None:
    """The name alone is refused, with the files to choose from."""
    for number in (7001, 7002):
        (graded.folder / f"annapetrova_{number}_90{number}_hw.py").write_text(f"x = {number}", encoding="utf-8")
    graded.run(quick_zip)
    overrides(graded, HEADER + "annapetrova,q1,1,x,,\n")
    with pytest.raises(GraderError, match=r"is 2 submissions: name one of annapetrova_7001_907001_hw\.py, annapetrova"):
        reported(graded)
    overrides(graded, HEADER + "annapetrova_7002_907002_hw.py,q1,1,x,,\n7001,q1,2,x,,\n")
    reported(graded)
    rows = [cells(graded.out / "grades.csv", f"annapetrova_{number}_90{number}_hw.py") for number in (7001, 7002)]
    assert [row[2] for row in rows] == ["2", "1"]


def test_two_that_differ_in_case_alone_are_told_apart_by_their_folders(graded: Graded, quick_zip: Path) -> None:
    """No file, id or address of theirs is one's alone: the line names what is, whoever is called like that too."""
    for number, name in enumerate(("ANNA", "anna", "anna-2")):
        (graded.folder / f"{name}.py").write_text(f"x = {number}", encoding="utf-8")
    graded.run(quick_zip)
    for name in ("anna.py", "ANNA", "anna"):
        overrides(graded, HEADER + f"{name},q1,1,x,,\n")
        with pytest.raises(GraderError, match="is 2 submissions: name one of ANNA/, anna-3/"):
            reported(graded)
    overrides(graded, HEADER + "ANNA/,q1,1,x,,\nanna-3/,q1,2,x,,\nanna-2,q1,0.5,x,,\n")
    reported(graded)
    rows = [cells(graded.out / "grades.csv", f"{name}.py") for name in ("ANNA", "anna", "anna-2")]
    assert [row[2] for row in rows] == ["1", "2", "0.5"]


def test_row_about_somebody_without_a_result_waits(graded: Graded, quick_zip: Path, outcome: Outcome) -> None:
    """A run of a part of the class is no reason to refuse what is said of the others."""
    (graded.folder / "zoe.py").write_text("x = 7", encoding="utf-8")
    overrides(graded, HEADER + ROW + "zoe,q1,1,x,,\n")
    graded.run(quick_zip, type(ONCE)(only=("student*",)))
    assert graded.told == ["1 of 2 rows of overrides.csv are about nobody who has a result yet"]
    graded.run(quick_zip)
    assert graded.rows()["zoe"] == ("1", "graded")


def test_file_that_cannot_be_graded_counts_when_all_of_it_is_marked_by_hand(
    graded: Graded, quick_zip: Path, outcome: Outcome
) -> None:
    """A part is told, and is no grade on the platforms; all of it is."""
    (graded.folder / "paper.py").write_text("x = 8", encoding="utf-8")
    graded.run(quick_zip, place=Canned(without_mark("unreadable", "a photograph", "en")))
    overrides(graded, HEADER + "paper,q1,3,on paper,,\n")
    assert reported(graded) == [
        "paper (paper.py) is unreadable: it counts once overrides.csv has q2, q3, q4 too",
    ]
    assert "paper" not in (graded.out / "canvas.csv").read_text(encoding="utf-8")
    overrides(graded, HEADER + "".join(f"paper,q{i},1,on paper,,\n" for i in range(1, 5)))
    assert reported(graded) == []
    assert (graded.rows()["paper"], cells(graded.out / "canvas.csv", "paper")[-1]) == (("4", "graded"), "4")


def test_decision_holds_until_the_mark_changes(graded: Graded, quick_zip: Path, outcome: Outcome) -> None:
    """A row without points settles what the report asks about a submission."""
    blocked: dict[str, Any] = {**outcome, "blocked": ["line 3: no module named 'einops'"]}
    graded.run(quick_zip, REGRADE, Canned(blocked))
    page = graded.out / "report.html"
    assert "Did not run as far as a class: 5 " in page.read_text(encoding="utf-8")
    overrides(graded, HEADER + "student1,,,their mistake,Petrova,\nstudent2,blocked,,,,\n")
    graded.run(quick_zip, REGRADE, Canned(blocked))
    assert graded.told == []
    assert "Did not run as far as a class: 3 <small>(2 decided)</small>" in page.read_text(encoding="utf-8")
    assert "Decided (Petrova): their mistake" in page.read_text(encoding="utf-8")
    graded.run(quick_zip, REGRADE, Canned(with_points(blocked, q1=1.0)))
    assert len(graded.told) == 2
    assert "Did not run as far as a class: 5 " in page.read_text(encoding="utf-8")
    assert "Decided about another mark than the one of now" in page.read_text(encoding="utf-8")


def test_lost_memory_of_what_was_seen_loses_no_correction(graded: Graded) -> None:
    """The file beside overrides.csv is only for telling changes."""
    overrides(graded, HEADER + ROW)
    reported(graded)
    (graded.out / SEEN_FILE).write_text("{", encoding="utf-8")
    assert reported(graded) == []
    assert graded.rows()["student1"] == ("2.5", "graded")


def test_comparison_changes_no_corrected_mark(graded: Graded, tmp_path: Path) -> None:
    """What a person has decided counts under other settings too, and is not undecided."""
    overrides(graded, HEADER + "student1,q4,1,x,,\n")
    grading = load_grading(graded.out / "grading.toml")
    settings = {**grading.settings, "q4": {**grading.settings["q4"], "epochs": 7}}
    other = tmp_path / "other.toml"
    other.write_text(dump_grading(grading.model_copy(update={"settings": settings})), encoding="utf-8")
    lines = compare_results(graded.out, other, "en", SEMINAR)
    assert not any("student1" in line for line in lines)
    assert sum("; undecided: q4" in line for line in lines) == COUNT - 1


def test_another_build_keeps_corrections(graded: Graded, tmp_path: Path) -> None:
    """Rows are about people, not about a build."""
    overrides(graded, HEADER + ROW)
    graded.run(changed_zip(tmp_path / "other.zip", epochs=3))
    assert graded.rows()["student1"] == ("2.5", "graded")


def on_the_list(graded: Graded) -> None:
    """Keep a list of the class on which one more stands than handed something in."""
    people = [Person(f"student{number}", str(number)) for number in range(COUNT)]
    keep_roster(graded.out, [*people, Person("Vera Paper", "77", "vera@b.c")])


def test_row_about_somebody_who_handed_nothing_in_counts_once_all_questions_have_one(graded: Graded) -> None:
    """By name, id or address, as the list has them; until then the terminal says what is missing."""
    on_the_list(graded)
    points = {question: 0.5 for question in GRADING.questions}
    rows = [f"{who},{question},0.5,on paper,Petrova,now" for who, question in zip(cycle(WHO), points, strict=False)]
    overrides(graded, HEADER + "\n".join(rows[:-1]))
    assert reported(graded) == ["Vera Paper is missing: it counts once overrides.csv has q4 too"]
    assert graded.rows()["Vera Paper"] == ("1.5", "missing")
    overrides(graded, HEADER + "\n".join(rows))
    assert reported(graded) == []
    assert graded.rows()["Vera Paper"] == ("2", "graded")
    assert "Vera Paper" in cells(graded.out / "mail.csv", "Vera Paper")
    assert cells(graded.out / "mail.csv", "Vera Paper")[-2:] == ["", ""]
    assert "on paper" in (graded.out / "report.html").read_text(encoding="utf-8")


def test_row_about_who_is_missing_stays_when_another_hands_in(graded: Graded, quick_zip: Path) -> None:
    """A new file changes who else is missing, and the correction is still of the same person."""
    on_the_list(graded)
    people = kept_roster(graded.out)
    keep_roster(graded.out, [Person("Anna Late", "5"), *people])
    overrides(graded, HEADER + "\n".join(f"77,{question},1,on paper" for question in GRADING.questions))
    assert reported(graded) == []
    (graded.folder / "Anna_Late.py").write_text("x = 1", encoding="utf-8")
    graded.run(quick_zip)
    assert graded.told == []
    assert graded.rows()["Vera Paper"] == ("4", "graded")
    assert graded.rows()["Anna Late"] == ("0", "graded")
