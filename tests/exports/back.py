"""What each platform has once its importer has read what goes back: the rules are those of tests/lms/importers.py."""

from collections.abc import Callable, Mapping
from pathlib import Path

from tests.course import GRADING
from tests.exports.people import Person
from tests.lms import importers

Grades = Mapping[str, float]  # by what a row of the table names a person with


def _canvas(out: Path, people: Mapping[str, Person], before: Grades) -> Grades:
    numbers = {id: str(one.number + 70) for id, one in people.items()}
    scores = {numbers[id]: f"{grade:g}" for id, grade in before.items()}
    importers.canvas_gradebook(_text(out / "canvas.csv"), dict.fromkeys(scores, ""), scores)
    return {id: float(scores[number]) for id, number in numbers.items()}


def _moodle(out: Path, people: Mapping[str, Person], before: Grades) -> Grades:
    has = {id: importers.Graded(grade) for id, grade in before.items()}
    importers.moodle_worksheet(_text(out / "moodle.csv"), "ru", has, GRADING.possible)
    return {id: one.grade for id, one in has.items() if one.grade is not None}


def _brightspace(out: Path, people: Mapping[str, Person], before: Grades) -> Grades:
    return {**before, **importers.brightspace_grades(_text(out / "brightspace.csv"), GRADING.name)}


def _blackboard(out: Path, people: Mapping[str, Person], before: Grades) -> Grades:
    grades = importers.blackboard_grades((out / "blackboard.xls").read_bytes())
    return {id: float(grades[one.login][0]) if one.login in grades else before[id] for id, one in people.items()}


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


BACK: dict[str, Callable[[Path, Mapping[str, Person], Grades], Grades]] = {
    "Canvas": _canvas,
    "Moodle": _moodle,
    "Brightspace": _brightspace,
    "Blackboard": _blackboard,
}
