"""Two gradings of the same class: whose marks would change, and who is only in one of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from autograder.classroom.record import Record
from autograder.classroom.report.wording import read_texts
from autograder.printable import readable


@dataclass(frozen=True)
class Change:
    """The points of one student in one question, before and after, and the totals.

    None stands for no points at all: those of an earlier attempt, which does not count.
    """

    student: str
    submission: str
    question: str
    before: float | None
    after: float | None
    total_before: float | None
    total_after: float | None


@dataclass(frozen=True)
class Comparison:
    """What differs between two gradings. matched: how many records are in both; changed: how many of them differ."""

    changes: tuple[Change, ...]
    matched: int
    changed: int
    only_before: tuple[Record, ...]
    only_after: tuple[Record, ...]


def changes(before: Sequence[Record], after: Sequence[Record]) -> Comparison:
    """Compare two gradings record by record; the same student, file and folder make the same record."""
    old = {_identity(record): record for record in before}
    new = {_identity(record): record for record in after}
    both = [(old[identity], new[identity]) for identity in old if identity in new]
    differences = [_differences(*pair) for pair in both]
    return Comparison(
        changes=tuple(change for found in differences for change in found),
        matched=len(both),
        changed=sum(bool(found) for found in differences),
        only_before=tuple(record for identity, record in old.items() if identity not in new),
        only_after=tuple(record for identity, record in new.items() if identity not in old),
    )


def comparison_lines(comparison: Comparison, language: str) -> list[str]:
    """Return the comparison as lines for a terminal, one for each question of each student that would change."""
    texts = read_texts(language)["comparison"]
    lines = [
        texts["line"].format(
            student=readable(change.student),
            submission=readable(change.submission),
            question=change.question,
            before=points(change.before),
            after=points(change.after),
            total_before=points(change.total_before),
            total_after=points(change.total_after),
        )
        for change in comparison.changes
    ]
    for name, records in (("only_before", comparison.only_before), ("only_after", comparison.only_after)):
        lines += [f"{texts[name]}: {readable(record.student)} ({readable(record.submission)})" for record in records]
    return [*lines, texts["sum"].format(changed=comparison.changed, matched=comparison.matched)]


def points(value: float | None) -> str:
    """Return points as a reader sees them: "2.5", or a dash where there are none."""
    return "–" if value is None else f"{value:g}"


def _identity(record: Record) -> tuple[str, str, str]:
    return (record.student, record.submission, record.id)


def _differences(old: Record, new: Record) -> list[Change]:
    totals = (old.total if old.points else None, new.total if new.points else None)
    found = []
    for question in dict.fromkeys([*old.points, *new.points]):
        before, after = old.points.get(question), new.points.get(question)
        if _rounded(before) != _rounded(after):
            found.append(Change(new.student, new.submission, question, before, after, *totals))
    return found


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 5)
