"""What is written of a class is written once: again only where something has changed, and then all of it."""

import shutil
from collections.abc import Callable

import pytest

from autograder.classroom.class_list import keep_roster
from autograder.classroom.outputs import counting_class, write_outputs
from autograder.lms.roster import Person
from tests.classroom.canned_class import Graded

ROW = "student,question,points,reason,by,when\nstudent1,q3,2.5,read again,Petrova,2026-11-27\n"


def reported(graded: Graded, language: str = "en") -> tuple[list[str], dict[str, int]]:
    """Write what is made of the records; return the names, and what tells each file from one that is written anew."""
    names = write_outputs(graded.out, counting_class(graded.out)[0], language)
    return names, {name: (graded.out / name).stat().st_ino for name in names}


def damage(graded: Graded) -> None:
    """Do as somebody who tries what a student's page is for."""
    (graded.out / "student2" / "feedback.md").write_text("my notes", encoding="utf-8")


CHANGES: dict[str, Callable[[Graded], object]] = {
    "a mark by hand": lambda graded: (graded.out / "overrides.csv").write_text(ROW, encoding="utf-8"),
    "the list": lambda graded: keep_roster(graded.out, [Person("student1"), Person("Vera Paper")]),
    "a table is gone": lambda graded: (graded.out / "mail.csv").unlink(),
    "a table is another": lambda graded: (graded.out / "grades.csv").write_text("x", encoding="utf-8"),
    "a page is another": damage,
    "a page is gone": lambda graded: (graded.out / "student3" / "feedback.html").unlink(),
    "no fingerprints": lambda graded: (graded.out / "student3" / "fingerprints.json").write_text("[1]"),
    "a damaged note": lambda graded: (graded.out / ".written.json").write_text("{"),
    "no note": lambda graded: (graded.out / ".written.json").unlink(),
}


def test_nothing_is_written_twice(graded: Graded) -> None:
    """The same names, and no file anew."""
    first = reported(graded)
    assert reported(graded) == first
    assert "report.html" in first[0]


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_any_change_writes_the_report_anew(graded: Graded, change: Callable[[Graded], object]) -> None:
    """And puts right what somebody has damaged; after that nothing is written again."""
    before, page = reported(graded)[1], (graded.out / "student2" / "feedback.md").read_text(encoding="utf-8")
    change(graded)
    names, after = reported(graded)
    assert after["report.html"] != before["report.html"]
    assert all((graded.out / name).is_file() for name in (*names, "mail.csv", "student3/feedback.html"))
    assert (graded.out / "grades.csv").read_text(encoding="utf-8-sig").startswith("submission,")
    assert (graded.out / "student2" / "feedback.md").read_text(encoding="utf-8") == page
    assert reported(graded) == (names, after)


def test_a_result_that_could_not_be_written_is_no_trouble(graded: Graded) -> None:
    """Its row is there, its folder is not."""
    records, _ = counting_class(graded.out)
    shutil.rmtree(graded.out / "student2")
    assert "grades.csv" in write_outputs(graded.out, records, "en")


def test_another_language_is_another_report(graded: Graded) -> None:
    """`report --lang ru` after `grade` in English."""
    before = reported(graded)[1]
    assert reported(graded, "ru")[1]["report.html"] != before["report.html"]
    assert "Отчёт" in (graded.out / "report.html").read_text(encoding="utf-8")
