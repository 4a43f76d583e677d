"""What the course's policy takes off for lateness: counted, shown to student and instructor, excused by people."""

import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from types import ModuleType

import pytest

from autograder.classroom.class_list import bound
from autograder.classroom.corrected import corrected, lateness
from autograder.classroom.feedback_page import feedback_markdown
from autograder.classroom.record import Record
from autograder.classroom.report.page import render
from autograder.course import load_course
from autograder.errors import GraderError
from autograder.grading import Grading, Late, dump_grading, load_grading
from autograder.lms.roster import Person
from autograder.scaffold import new_course
from tests.classroom.records import record
from tests.course import GRADING, LANGUAGES

POLICY = Late(grace=12, per_day=0.1, cap=0.25)


@pytest.fixture
def grading() -> Grading:
    """The seminar's, of 10 points, with a policy."""
    return GRADING.model_copy(update={"late": POLICY})


@pytest.mark.parametrize(
    ("days", "counted", "taken_off"),
    [(0.4, 0, 0), (0.5, 0, 0), (0.51, 1, 1), (1.5, 1, 1), (1.6, 2, 2), (30, 30, 2.5)],
    ids=["within the grace", "its end", "just after it", "a day later", "begun", "no more than the cap"],
)
def test_days_begun_after_the_grace_are_counted(days: float, counted: int, taken_off: float) -> None:
    """A tenth of all points for each, up to a quarter."""
    found = lateness(record("Ada", GRADING, late=True, late_days=days), POLICY, GRADING.possible)
    assert found is not None
    assert (found.days, found.points, found.assumed) == (counted, taken_off, False)


def test_flag_alone_counts_as_one_day(grading: Grading, tmp_path: Path) -> None:
    """The export says that it is late and not by how much: the report asks."""
    (found,), _ = corrected(tmp_path, [record("Ada", grading, late=True)], grading)
    assert found.lateness is not None
    assert (found.lateness.days, found.lateness.assumed, found.total) == (1, True, grading.possible - 1)
    assert "Late: 1 " in render([found], grading, "en")
    assert "one day is counted; points taken off: 1" in render([found], grading, "en")


def test_deadline_tells_how_late_it_is_where_the_export_tells_when(grading: Grading, tmp_path: Path) -> None:
    """By the clock of the deadline where the export has no zone; what the export or the list says of it comes first."""
    due = grading.late.model_copy(update={"due": datetime.fromisoformat("2026-11-20T18:00:00+03:00")})
    grading = grading.model_copy(update={"late": due})
    records = [
        record("On time", grading, at="2026-11-20T15:00:00+00:00"),
        record("Two days", grading, at="2026-11-22T18:00:00"),
        record("Flagged", grading, late=True),
        record("Told", grading, late=True, late_days=1.0, at=""),
    ]
    found, _ = corrected(tmp_path, records, grading)
    assert [(one.late, one.lateness and one.lateness.days) for one in found] == [
        (False, None),
        (True, 2),
        (True, 1),
        (True, 1),
    ]
    assert [one.lateness.assumed for one in found if one.lateness] == [False, True, False]
    assert load_grading(written(tmp_path, grading)).late == due


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"lateness (h:m:s)": "36:00:00"}, (True, 1.5, "")),
        ({"lateness (h:m:s)": "00:00:00"}, (False, 0.0, "")),
        ({"submission time": "2026-11-21 18:00:00 -0800"}, (False, 0.0, "2026-11-20T00:00:00")),
        ({}, (False, 0.0, "2026-11-20T00:00:00")),
    ],
    ids=["late", "in time, by a longer deadline", "a time, and the export has one", "nothing"],
)
def test_list_of_the_class_may_tell(cells: dict[str, str], told: tuple[bool, float, str]) -> None:
    """Gradescope's grades know each one's own deadline, also of the members of a group."""
    people = [Person(name, id, cells=cells) for name, id in (("Ann Lee", "1"), ("Bo Li", "2"))]
    one = record("Ann Lee", at="2026-11-20T00:00:00")
    group = record("Ann Lee, Bo Li", student_id="1, 2", email=", ", account="gradescope 4", at="2026-11-20T00:00:00")
    for found in bound([one, group], people)[0]:
        assert (found.late, found.late_days, found.at) == told


def written(place: Path, grading: Grading) -> Path:
    """Write a grading.toml; return its path."""
    (place / "grading.toml").write_text(dump_grading(grading), encoding="utf-8")
    return place / "grading.toml"


def test_without_a_policy_nothing_is_taken_off(tmp_path: Path) -> None:
    """As before there was one."""
    late = record("Ada", GRADING, late=True, late_days=9.0)
    (found,), _ = corrected(tmp_path, [late], GRADING)
    assert found == late


def test_nobody_has_fewer_points_than_none(grading: Grading, tmp_path: Path) -> None:
    """Two points off one are one point off."""
    points = {**dict.fromkeys(grading.points, 0.0), "q1": 1.0}
    (found,), _ = corrected(tmp_path, [record("Ada", grading, points=points, late=True, late_days=2.0)], grading)
    assert found.lateness is not None
    assert (found.total, found.lateness.points) == (0, 1)


def late_one(grading: Grading, tmp_path: Path, language: str) -> Record:
    """Return the record of who is two days late, perhaps excused."""
    (found,), _ = corrected(tmp_path, [record("Ada", grading, late=True, late_days=2.0, language=language)], grading)
    return found


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Handed in late: 2 points taken off, for 2 days begun."),
        ("ru", "снято баллов — 2, начатых дней опоздания — 2."),
    ],
)
def test_student_reads_what_lateness_costs(grading: Grading, tmp_path: Path, language: str, said: str) -> None:
    """Above the points, from which it is taken off."""
    page = feedback_markdown(late_one(grading, tmp_path, language), grading)
    assert said in page
    assert page.index(said) < page.index("8 ")


@pytest.mark.parametrize("language", LANGUAGES)
def test_excuse_takes_nothing_off(grading: Grading, tmp_path: Path, language: str) -> None:
    """A row of overrides.csv about "late" says how many points are taken off instead; student and report read why."""
    (tmp_path / "overrides.csv").write_text("student,question,points,reason\nAda,late,0,was ill\n", encoding="utf-8")
    found = late_one(grading, tmp_path, language)
    assert found.total == grading.possible
    assert "was ill" in feedback_markdown(found, grading)
    page = render([found], grading, language)
    assert "2 → 0" in page
    assert "was ill" in page


def declare(course: Path, policy: str) -> None:
    """Write another policy into a course."""
    path = course / "course.toml"
    before, rest = path.read_text(encoding="utf-8").split("[late]")
    path.write_text(f"{before}[late]\n{policy}\n\n[budgets]{rest.split('[budgets]')[1]}", encoding="utf-8")


@pytest.mark.parametrize(
    ("table", "words"),
    [("grase = 12", "[late] grase is not known"), ("per_day = 10", "[late] per_day: input should be less than")],
)
def test_mistake_in_the_policy_is_one_line(tmp_path: Path, table: str, words: str) -> None:
    """In course.toml, and in the grading.toml of results."""
    course, results = tmp_path / "course", tmp_path / "grading.toml"
    new_course(course)
    declare(course, table)
    results.write_text(f"{dump_grading(GRADING).split('[late]')[0]}\n[late]\n{table}\n", encoding="utf-8")
    for read in (lambda: load_course(course), lambda: load_grading(results)):
        with pytest.raises(GraderError) as told:
            read()
        assert words in str(told.value)
        assert "\n" not in str(told.value)


@pytest.fixture
def own_course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of a new course, whose library is no module of this process any more at the end."""
    monkeypatch.setattr(sys, "path", [*sys.path])
    new_course(tmp_path / "course")
    yield tmp_path / "course"
    for name, module in [*sys.modules.items()]:
        known = vars(module) if isinstance(module, ModuleType) else {}
        path = known.get("__path__")
        places = [known.get("__file__"), *(path if isinstance(path, list) else ())]
        if any(Path(place).is_relative_to(tmp_path) for place in places if isinstance(place, str)):
            del sys.modules[name]


def test_policy_travels_from_the_course_to_the_build(own_course: Path, tmp_path: Path) -> None:
    """Into the grading.toml that is kept with the results."""
    declare(own_course, "grace = 12\nper_day = 0.1\ncap = 0.25")
    path = tmp_path / "grading.toml"
    path.write_text(dump_grading(load_course(own_course).grading), encoding="utf-8")
    assert load_grading(path).late == POLICY
