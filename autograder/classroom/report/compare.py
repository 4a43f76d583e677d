"""Two gradings of the same class: whose marks would change, of whom that cannot be said, and who is in one alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from autograder.classroom.record import Record
from autograder.classroom.report.wording import read_texts
from autograder.printable import readable

# What decides where only another measurement can tell; the same in every language.
DECIDING = (
    "python -m autograder build",
    "python -m autograder grade SUBMISSIONS --out NEW",
    "python -m autograder report RESULTS --compare NEW",
)


@dataclass(frozen=True)
class Change:
    """The points of one student in one question, before and after, and the totals.

    None stands for no points at all: those of an earlier attempt, which does not count. undecided: the questions of
    this student that would be measured again; where this one is among them, `after` says nothing, and the total after
    lies between `total_after` and `total_most`.
    """

    student: str
    submission: str
    question: str
    before: float | None
    after: float | None
    total_before: float | None
    total_after: float | None
    total_most: float | None
    undecided: tuple[str, ...]

    @property
    def points(self) -> str:
        """The points after: "?" where only another measurement can tell."""
        return "?" if self.question in self.undecided else points(self.after)

    @property
    def total(self) -> str:
        """The total after: "9–10" where it is not decided."""
        low, high = points(self.total_after), points(self.total_most)
        return low if low == high else f"{low}–{high}"


@dataclass(frozen=True)
class Comparison:
    """What differs between two gradings, and what may. matched: how many records are in both; changed: how many of them
    differ for sure; undecided: of how many a question would be measured again."""

    changes: tuple[Change, ...]
    matched: int
    changed: int
    undecided: int
    only_before: tuple[Record, ...]
    only_after: tuple[Record, ...]


def changes(
    before: Sequence[Record],
    after: Sequence[Record],
    undecided: Mapping[str, tuple[str, ...]],
    worth: Mapping[str, float],
) -> Comparison:
    """Compare two gradings record by record; the same student, file and folder make the same record.

    undecided: by id, the questions of which `after` cannot say anything. worth: the points of each question after.
    """
    old = {_identity(record): record for record in before}
    new = {_identity(record): record for record in after}
    both = [(old[identity], new[identity]) for identity in old if identity in new]
    differences = [_differences(*pair, undecided.get(pair[1].id, ()), worth) for pair in both]
    sure = [[change for change in found if change.question not in change.undecided] for found in differences]
    return Comparison(
        changes=tuple(change for found in differences for change in found),
        matched=len(both),
        changed=sum(map(bool, sure)),
        undecided=sum(bool(undecided.get(record.id)) for _, record in both),
        only_before=tuple(record for identity, record in old.items() if identity not in new),
        only_after=tuple(record for identity, record in new.items() if identity not in old),
    )


def comparison_lines(comparison: Comparison, language: str) -> list[str]:
    """Return the comparison as lines for a terminal, one for each question of each student that would or may change."""
    texts = read_texts(language)["comparison"]
    lines = []
    for change in comparison.changes:
        line = texts["line"].format(
            student=readable(change.student),
            submission=readable(change.submission),
            question=change.question,
            before=points(change.before),
            after=change.points,
            total_before=points(change.total_before),
            total_after=change.total,
        )
        lines.append(f"{line}; {texts['undecided']}: {', '.join(change.undecided)}" if change.undecided else line)
    for name, records in (("only_before", comparison.only_before), ("only_after", comparison.only_after)):
        lines += [f"{texts[name]}: {readable(record.student)} ({readable(record.submission)})" for record in records]
    lines.append(texts["sum"].format(changed=comparison.changed, matched=comparison.matched))
    if comparison.undecided:
        lines += [texts["how"].format(count=comparison.undecided), *(f"  {command}" for command in DECIDING)]
    return lines


def points(value: float | None) -> str:
    """Return points as a reader sees them: "2.5", or a dash where there are none."""
    return "–" if value is None else f"{value:g}"


def _identity(record: Record) -> tuple[str, str, str]:
    return (record.student, record.submission, record.id)


def _differences(old: Record, new: Record, undecided: tuple[str, ...], worth: Mapping[str, float]) -> list[Change]:
    none, all_of_it = dict.fromkeys(undecided, 0.0), {question: worth[question] for question in undecided}
    least, most = (
        replace(new, points={**new.points, **ends}).total if new.points else None for ends in (none, all_of_it)
    )
    total = old.total if old.points else None
    found = []
    for question in dict.fromkeys([*old.points, *new.points]):
        before, after = old.points.get(question), new.points.get(question)
        if question in undecided or _rounded(before) != _rounded(after):
            change = Change(new.student, new.submission, question, before, after, total, least, most, undecided)
            found.append(change)
    return found


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 5)
