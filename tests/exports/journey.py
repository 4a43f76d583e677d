"""A class from export to grades: graded, ended, regraded, corrected, reported, given back, and what is wrong with it.

What must come out is stated in people.py; nothing here asks the grader what is right.
"""

import csv
import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from autograder.grading import Late
from tests.exports.back import BACK
from tests.exports.people import PEOPLE, Person
from tests.exports.platforms import PLATFORMS, Platform
from tests.grading.zips import late_zip

CORRECTED, CORRECTION = next(one for one in PEOPLE if one.first == "Зоя"), 2.5
MISSING = next(one for one in PEOPLE if one.work is None)
LATE = Late(due=datetime.fromisoformat("2026-11-20T18:00:00+00:00"), per_day=0.1)
DAY_LATE = 1.0  # of ten points, for one day
OLD_BUILD = " (earlier build)"


@dataclass(frozen=True)
class Row:
    """What a table says of one student, or of a group."""

    names: frozenset[str]
    status: str
    q3: str
    total: str
    late: bool


class Runs(Protocol):
    """How the command line is called: to its end, or ended at some moment."""

    def through(self, *arguments: object) -> str:
        """Run to the end; return what is wrong, "" for nothing."""

    def ended(self, *arguments: object) -> str:
        """Begin to run and be ended; return how, "" where it was through before."""


def two_builds(place: Path) -> tuple[Path, Path]:
    """Write two builds that judge the class alike, and take as much off for lateness."""
    return late_zip(place / "one.zip", LATE, epochs=1), late_zip(place / "two.zip", LATE, epochs=2)


@dataclass
class Journey:
    """One platform's class on its way; `problems` has a line for each thing that is not as it must be."""

    platform: str
    place: Path
    builds: tuple[Path, Path]
    runs: Runs
    ends: int = 1

    def __post_init__(self) -> None:
        self._made = PLATFORMS[self.platform]
        self.out = self.place / "out"
        self.problems: list[str] = []
        self.rows_checked = 0
        self.ended: list[str] = []
        self._export = _write(self._made, self.place)
        (self.place / "list.csv").write_bytes(self._made.roster())

    def go(self) -> None:
        """Do all of it, in order."""
        first, second = self.builds
        self._graded("graded", first)
        self._graded("regraded in Russian", first, "--regrade", "--lang", "ru")
        self._russian("regraded in Russian")
        self._graded("regraded with another build", second, "--lang", "ru")
        self._correct()
        self._do("reported", "report", self.out, "--lang", "ru")
        self.compare("corrected", self.wanted(by_hand=True))
        self._graded("regraded after the correction", first, "--regrade", by_hand=True)
        self._back()

    def wanted(self, *, by_hand: bool = False) -> list[tuple[str, Row]]:
        """Return id and row of everybody, in any order."""
        shared = [one for one in PEOPLE if one.group] if self._made.groups else []
        rows = [self._row([one], by_hand=by_hand) for one in PEOPLE if one not in shared]
        return [*rows, self._row(shared, by_hand=by_hand)] if shared else rows

    def _row(self, people: Sequence[Person], *, by_hand: bool) -> tuple[str, Row]:
        one, work = people[0], people[0].work
        status, q3 = ("missing", "") if work is None else (work.status, f"{work.points:g}")
        if by_hand and one in (CORRECTED, MISSING):
            status, q3 = "graded", f"{CORRECTION:g}"
        late = one.late and self._made.late
        total = q3 and f"{float(q3) - (DAY_LATE if late else 0):g}"
        names = frozenset(_folded(name) for person in people for name in (person.first, person.last))
        return ", ".join(map(self._id, people)), Row(names, status, q3, total, late)

    def _id(self, person: Person) -> str:
        """Return what a row names somebody with."""
        alone = sum((one.first, one.last) == (person.first, person.last) for one in PEOPLE) == 1
        return self._made.id(person) if alone or self._made.namesakes is None else self._made.namesakes(person)

    def grade(self, build: Path, *options: str) -> str:
        """Grade to the end; return what is wrong."""
        return self.runs.through(*self.call(build, *options))

    def call(self, build: Path, *options: str) -> tuple[object, ...]:
        """Return the command that grades the class."""
        call = ("grade", self._export, "--out", self.out, "--roster", self.place / "list.csv", "--autograder", build)
        return *call, *options

    def _graded(self, step: str, build: Path, *options: str, by_hand: bool = False) -> None:
        """Grade, and be ended a few times on the way; then all must be as it should."""
        call = self.call(build, *options)
        for _ in range(self.ends):
            before = state(self.out)
            self.ended += [how for how in [self.runs.ended(*call)] if how]
            self.problems += [f"{self.platform}, {step}, ended: {line}" for line in lost(before, state(self.out))]
        self._do(step, *call)
        self.compare(step, self.wanted(by_hand=by_hand))

    def _do(self, step: str, *arguments: object) -> None:
        wrong = self.runs.through(*arguments)
        if wrong:
            self.problems.append(f"{self.platform}, {step}: {wrong}")

    def compare(self, step: str, wanted: list[tuple[str, Row]]) -> None:
        """Compare the table with what must come out."""
        found = [_row(row, self._made) for row in read_table(self.out / "grades.csv") if row["status"] != "superseded"]
        self.rows_checked += len(found)
        for row in wanted:
            if row in found:
                found.remove(row)
            else:
                self.problems.append(f"{self.platform}, {step}: no row {row}")
        self.problems += [f"{self.platform}, {step}: a row {row} that should not be" for row in found]
        earlier = sum(row["status"] == "superseded" for row in read_table(self.out / "grades.csv"))
        if earlier != (self._made.attempts and sum(one.earlier is not None for one in PEOPLE)):
            self.problems.append(f"{self.platform}, {step}: {earlier} earlier attempts")

    def _russian(self, step: str) -> None:
        """What was nothing filled is told in Russian now: its file names no language."""
        for page in self.out.glob("*/feedback.md"):
            if not any("а" <= letter <= "я" for letter in page.read_text(encoding="utf-8")):
                self.problems.append(f"{self.platform}, {step}: {page.parent.name} is not told in Russian")

    def _correct(self) -> None:
        """A person gives points for the file that nobody could read, and to whoever handed in on paper."""
        lines = ["student,question,points,reason,by,when"]
        for one, said in ((CORRECTED, "read as PDF"), (MISSING, "handed in on paper")):
            for question in ("q1", "q2", "q3", "q4"):
                points = CORRECTION if question == "q3" else 0
                lines.append(f"{self._made.id(one)},{question},{points},{said},Petrova,2026-11-27")
        (self.out / "overrides.csv").write_text("\n".join([*lines, ""]), encoding="utf-8")

    def _back(self) -> None:
        """Each grade comes to its student; who has none, or cannot be told from another, stays as before."""
        people = {self._made.id(one): one for one in PEOPLE}
        before = dict.fromkeys(people, 7.0)
        back = BACK.get(self.platform)
        if back is None:
            return
        found = back(self.out, people, before)
        for id, one in people.items():
            if one in (CORRECTED, MISSING):
                points: float = CORRECTION
            elif one.work is None or one.work.status != "graded" or self._id(one) != id:
                points = 7.0
            else:
                points = one.work.points - (DAY_LATE if one.late and self._made.late else 0)
            if found[id] != points:
                self.problems.append(f"{self.platform}, given back: {id} has {found[id]} and not {points}")
        self.rows_checked += len(found)


def _write(platform: Platform, place: Path) -> Path:
    """Write the export; return what an instructor names to `grade`."""
    place.mkdir(parents=True, exist_ok=True)
    if platform.zipped:
        with zipfile.ZipFile(place / "download.zip", "w") as archive:
            for name, content in platform.files():
                archive.writestr(name, content)
        return place / "download.zip"
    for name, content in platform.files():
        path = place / "class" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return place / "class"


def read_table(path: Path) -> list[dict[str, str]]:
    """Return the rows of a grades.csv."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _row(row: Mapping[str, str], platform: Platform) -> tuple[str, Row]:
    names = frozenset(_folded(row["student"]).replace(",", " ").split())
    return row["id"], Row(names, row["status"], row["q3"], row["total"], row["late"] == "late")


def _folded(name: str) -> str:
    """Return a name as Excel in Russia saves it."""
    return name.replace("é", "e")


@dataclass(frozen=True)
class State:
    """What a folder of results tells: the marks that are kept, and those that its table has."""

    records: Mapping[str, tuple[str, Mapping[str, float]]]
    rows: Mapping[tuple[str, str], tuple[str, str]]
    damaged: Sequence[str] = ()


def state(out: Path) -> State:
    """Return what a folder of results tells, read as a script of somebody else would."""
    records: dict[str, tuple[str, Mapping[str, float]]] = {}
    damaged = []
    for path in sorted(out.glob("*/record.json")):
        try:
            told = json.loads(path.read_bytes())
            records[path.parent.name] = told["status"], told["points"]
            if told["status"] != "superseded":
                tests = json.loads((path.parent / "results.json").read_bytes())["tests"]
                scores = {test["name"]: test["score"] for test in tests if "score" in test}
                assert told["status"] != "graded" or scores == told["points"], "other marks in results.json"
                assert (path.parent / "feedback.md").read_text(encoding="utf-8"), "no feedback"
        except (OSError, ValueError, KeyError, AssertionError) as error:
            damaged.append(f"{path.parent.name} ({type(error).__name__}: {error})")
    rows: dict[tuple[str, str], tuple[str, str]] = {}
    if (out / "grades.csv").exists():
        try:
            for row in read_table(out / "grades.csv"):
                rows[row["submission"], row["id"]] = row["status"].removesuffix(OLD_BUILD), row["q3"]
        except (OSError, ValueError, KeyError, csv.Error) as error:
            damaged.append(f"grades.csv ({type(error).__name__}: {error})")
    return State(records, rows, damaged)


def lost(before: State, after: State) -> Iterator[str]:
    """Yield what a run that was ended has taken away or changed: nobody's work is another one."""
    for name in after.damaged:
        yield f"{name} cannot be read"
    for folder, mark in before.records.items():
        if after.records.get(folder) != mark:
            yield f"{folder} had {mark} and has {after.records.get(folder)}"
    for row, told in before.rows.items():
        if after.rows.get(row) != told:
            yield f"the row {row} had {told} and has {after.rows.get(row)}"
