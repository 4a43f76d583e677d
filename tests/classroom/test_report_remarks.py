"""report.html about what took no points: remarks, notes of the run, and what kept a file from running."""

import re

import pytest

from autograder.classroom.record import NoteRecord, Remark
from autograder.classroom.report.concerns import ENDINGS_IN_NOTES, VERSIONS, concerns
from autograder.classroom.report.page import render
from autograder.classroom.report.summary import misconceptions, remarks
from autograder.classroom.report.wording import read_texts
from autograder.grading import Grading
from tests.classroom.records import KIT, record
from tests.course import GRADING, LANGUAGES

RAISED, STOPPED = "statement_raised_line", "statement_stopped_line"


@pytest.fixture(scope="module")
def grading() -> Grading:
    """The grading of the seminar."""
    return GRADING


@pytest.mark.parametrize("language", LANGUAGES)
def test_codes_of_notes_exist(language: str) -> None:
    """What the report recognises by its code is said by the code that reads and runs submissions."""
    said = KIT.section("submission", language)
    assert {*ENDINGS_IN_NOTES, *VERSIONS, RAISED, STOPPED} <= set(said)


@pytest.mark.parametrize("code", ENDINGS_IN_NOTES)
def test_code_that_ended_its_worker_is_a_concern(grading: Grading, code: str) -> None:
    """Its code says so, whatever the sentence; what raised an error or was stopped, because it took long, is none."""
    ended, raised, stopped = NoteRecord(code, "Ячейка 3: ..."), NoteRecord(RAISED, "x"), NoteRecord(STOPPED, "y")
    found = concerns([record("Ada", grading, notes=(raised, ended)), record("Bob", grading, notes=(raised, stopped))])
    assert [(one.kind, one.detail) for one in found["Ada"]] == [("ended", ended.text)]
    assert found["Bob"] == ()


def test_submission_that_did_not_run_as_far_as_a_class_is_a_concern(grading: Grading) -> None:
    """Somebody has to see whether it is the student's mistake or a package that is missing here; the reasons say."""
    reasons = ("line 3: no module named 'einops'", "line 9: name 'rearrange' is not defined")
    (concern,) = concerns([record("Ada", grading, blocked=reasons)])["Ada"]
    assert (concern.kind, concern.detail, concern.asks) == ("blocked", "\n".join(reasons), True)


def test_choice_between_versions_is_a_concern(grading: Grading) -> None:
    """Where answers differ and the grader took one of them, somebody has to see whether it is the right one."""
    chosen, other = NoteRecord("chosen_first", "a.py was graded."), NoteRecord("chosen_filled", "b.py was graded.")
    found = concerns([record("Ada", grading, notes=(chosen, other)), record("Bob", grading, notes=(other,))])
    assert [(one.kind, one.detail, one.asks) for one in found["Ada"]] == [("versions", chosen.text, True)]
    assert found["Bob"] == ()


def test_remarks_come_commonest_first_and_take_no_part_in_misconceptions(grading: Grading) -> None:
    """They are counted in graded submissions, once for each code, apart from what took points."""
    half, cpu = Remark("q3", "remark_mask_float32", "In float32."), Remark("q3", "remark_mask_on_cpu", "On the CPU.")
    records = [record("Ada", grading, remarks=(half, cpu)), record("Bob", grading, remarks=(cpu, cpu))]
    found = remarks([*records, record("Eve", grading)])
    assert [(one.code, one.submissions, one.example) for one in found] == [
        ("remark_mask_on_cpu", 2, "On the CPU."),
        ("remark_mask_float32", 1, "In float32."),
    ]
    assert found[0].share == pytest.approx(2 / 3)
    assert misconceptions(records) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_student_shows_remarks_notes_and_what_blocked_the_run(grading: Grading, language: str) -> None:
    """All three stand in the detail of the row, remarks with a mark of their own and not as a failed check."""
    told = record(
        "Ada",
        grading,
        remarks=(Remark("q3", "remark_mask_on_cpu", "On the CPU."),),
        notes=(NoteRecord("absent", "seaborn is not installed."),),
        blocked=("line 3: no module named 'einops'",),
    )
    html = render([told], grading, language)
    (row,) = re.findall("<tbody .*?</tbody>", html, re.DOTALL)
    student = read_texts(language)["student"]
    assert all(f"<dt>{student[key]}</dt>" in row for key in ("remarks", "notes", "blocked"))
    assert all(text in row for text in ("On the CPU.", "seaborn is not installed.", "line 3: no module named"))
    assert row.count('<span class="remark" aria-hidden="true">') == 2
    assert 'class="failed' not in row
    assert 'id="remarks"' in html
    assert re.search('data-found="[^"]*q3:remark_mask_on_cpu"', row)


def test_class_without_remarks_has_no_section_of_them(grading: Grading) -> None:
    """The heading stands only where there is something below it."""
    assert 'id="remarks"' not in render([record("Ada", grading)], grading, "en")
