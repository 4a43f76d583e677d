"""A class with its list: records get their people, namesakes stay two, and who is missing has a row."""

from pathlib import Path
from typing import Any

import pytest

from autograder.classroom.class_list import bound, keep_roster, kept_roster, not_listed, whole_class, with_missing
from autograder.classroom.record import MISSING, Record
from autograder.classroom.submissions import find_submissions
from autograder.lms.roster import Person
from tests.classroom.records import record
from tests.course import GRADING

ANN = Person("Ann Lee", "007", "ann@b.c", {"": ("007", "ann")})
BO, OTHER_BO = Person("Bo Li", "8", "", {"": ("8",)}), Person("Bo Li", "9", "", {"": ("9",)})


def handed_in(student: str, file: str = "hw.ipynb", **more: Any) -> Record:
    """Return the record of one submission."""
    return record(student, id=more.get("account", student), submission=file, **more)


def test_submission_gets_name_id_and_address_of_its_person() -> None:
    """Files to people: by the words of a file's name, or by what the platform says."""
    given = [handed_in("ann_seminar", "ann_seminar.py"), handed_in("annlee", student_id="5", account="canvas 5")]
    made, lines = bound(given, [ANN, BO])
    assert {(one.student, one.student_id, one.email) for one in made} == {("Ann Lee", "007", "ann@b.c")}
    assert [one.account for one in made] == ["", "canvas 5"]
    assert lines == []


def test_namesakes_stay_two() -> None:
    """Neither gets the mark of the other, and a line tells that somebody has to look; neither is missing."""
    given = [handed_in("Bo Li", account=f"moodle {number}") for number in (70, 71)]
    made, lines = bound(given, [ANN, BO, OTHER_BO])
    assert made == given
    assert lines == ["hw.ipynb of Bo Li may be of several on the list: Bo Li, Bo Li"] * 2
    assert [one.student for one in with_missing(made, [ANN, BO, OTHER_BO], GRADING)[2:]] == ["Ann Lee"]


def test_two_accounts_are_not_taken_for_the_one_of_that_name() -> None:
    """The list has one of the name, the platform two: a mark must not go to a namesake."""
    given = [handed_in("Bo Li", account=f"moodle {number}") for number in (70, 71)]
    made, lines = bound(given, [BO])
    assert made == given
    assert len(lines) == 2


def test_attempts_of_one_account_are_all_of_its_person() -> None:
    """Of Gradescope, where the number is of the submission, too."""
    given = [handed_in("Bo Li", account=f"gradescope {number}", student_id="8") for number in (1, 2)]
    assert [one.student_id for one in bound(given, [BO, OTHER_BO])[0]] == ["8", "8"]
    assert bound(given, [BO, OTHER_BO])[1] == []


def test_group_stays_a_group_and_nobody_of_it_is_missing() -> None:
    """Gradescope's names, ids and addresses of several people are kept as they are."""
    group = handed_in("Ann Lee, Bo Li", account="gradescope 4", student_id="007, 9", email="ann@b.c, ")
    assert bound([group], [ANN, BO, OTHER_BO]) == ([group], [])
    graded = record("Ann Lee, Bo Li", student_id="007, 9", email="ann@b.c, ", account="gradescope 4")
    assert [one.student_id for one in with_missing([graded], [ANN, BO, OTHER_BO], GRADING)[1:]] == ["8"]


def test_who_handed_nothing_in_has_a_row_without_points() -> None:
    """Status missing, no points, not even 0: that is a human's to decide."""
    _, missing = with_missing([record("Ann Lee")], [ANN, BO], GRADING)
    assert (missing.status, missing.student, missing.student_id, dict(missing.points)) == (MISSING, "Bo Li", "8", {})


def test_nobody_who_is_missing_has_the_id_of_a_submission(tmp_path: Path) -> None:
    """What there is to say about a file is kept by its id: one of the right name had it said of nobody."""
    missing = with_missing([], [ANN, BO], GRADING)
    files = [tmp_path / f"{one.id.replace('/', '_')}.py" for one in missing]
    files += [tmp_path / f"(missing {number}).py" for number, _ in enumerate(missing, 1)]
    for path in files:
        path.touch()
    assert not {one.id for one in missing} & {one.id for one in find_submissions(files)}


def test_who_is_not_on_the_list_is_named() -> None:
    """Once, however many attempts there are."""
    stranger = handed_in("Zed", account="moodle 5")
    earlier = handed_in("Zed", account="moodle 5", superseded_by="hw.ipynb")
    assert bound([stranger, earlier], [ANN])[1] == ["hw.ipynb of Zed is not on the list"]


def test_list_is_kept_with_the_results(tmp_path: Path) -> None:
    """What was written comes back; a damaged one is none."""
    keep_roster(tmp_path, [ANN, BO])
    assert kept_roster(tmp_path) == [ANN, BO]
    (tmp_path / "roster.json").write_text("{", encoding="utf-8")
    assert kept_roster(tmp_path) == []


@pytest.mark.parametrize("people", [[], [ANN]])
def test_without_missing_people_nothing_is_added(people: list[Person]) -> None:
    """No list, or a complete class."""
    assert with_missing([record("Ann Lee")], people, GRADING) == [record("Ann Lee")]


def test_nobody_is_called_missing_before_all_is_graded(tmp_path: Path) -> None:
    """While a submission has no result, it could be anybody's."""
    keep_roster(tmp_path, [ANN, BO])
    assert [one.student for one in whole_class(tmp_path, [record("Ann Lee")], GRADING, 1)] == ["Ann Lee"]
    rows = whole_class(tmp_path, [record("Ann Lee"), record("hw")], GRADING, 0)
    assert [one.student for one in rows] == ["Ann Lee", "hw", "Bo Li"]
    assert not_listed(tmp_path, rows) == ["hw.ipynb of hw is not on the list"]
    assert whole_class(tmp_path, rows, GRADING, 0) == rows
