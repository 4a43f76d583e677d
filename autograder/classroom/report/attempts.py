"""How points changed from attempt to attempt, and from build to build: pure numbers of the marks that were kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean

from autograder.classroom.marks import Mark
from autograder.classroom.record import GRADED, LATE, Record
from autograder.classroom.report.summary import counted, earlier_attempts

MOST = 100  # students who are listed
FILE, BUILD, AGAIN = "file", "build", "again"


@dataclass(frozen=True)
class Step:
    """One mark of a student, and what has changed since the one before: the file, the build, or neither ("again"), ""
    for the first."""

    mark: Mark
    why: str


@dataclass(frozen=True)
class Attempts:
    """The marks of a student whose points changed, the one that counts last, and by question the first and the last
    points where these differ."""

    record: Record
    steps: tuple[Step, ...]
    questions: tuple[tuple[str, float, float], ...]

    @property
    def change(self) -> float:
        """How many points the last mark has more than the first."""
        return round(self.steps[-1].mark.total - self.steps[0].mark.total, 5)


@dataclass(frozen=True)
class Compared:
    """All students with several marks: how many, how many of them have more points now, fewer, or as many, the mean of
    the change, and those whose points changed, who lost most first."""

    students: int
    better: int
    worse: int
    same: int
    mean: float
    changed: tuple[Attempts, ...]


def compared(records: Sequence[Record], marks: Mapping[str, Sequence[Mark]]) -> Compared:
    """Return how points changed; marks are the machine's, by id, without corrections and lateness."""
    earlier = earlier_attempts(records)
    found = []
    for record in counted(records):
        chain = [*earlier.get((record.student, record.student_id, record.submission), ()), record]
        several = [mark for one in chain for mark in (marks.get(one.id) or _of(one))]
        if record.status == GRADED and len(several) > 1:
            found.append(_attempts(record, several))
    changes = [one.change for one in found]
    return Compared(
        students=len(found),
        better=sum(change > 0 for change in changes),
        worse=sum(change < 0 for change in changes),
        same=sum(change == 0 for change in changes),
        mean=fmean(changes) if changes else 0.0,
        changed=tuple(
            sorted(
                (one for one in found if len({tuple(step.mark.points.items()) for step in one.steps}) > 1),
                key=lambda one: (one.change, one.record.student),
            )
        ),
    )


def _attempts(record: Record, marks: Sequence[Mark]) -> Attempts:
    steps = [Step(marks[0], ""), *(Step(now, _why(before, now)) for before, now in pairwise(marks))]
    first, last = marks[0].points, marks[-1].points
    pairs = [(question, first.get(question, 0.0), last.get(question, 0.0)) for question in {**first, **last}]
    return Attempts(record, tuple(steps), tuple(it for it in pairs if round(it[1], 5) != round(it[2], 5)))


def _why(before: Mark, now: Mark) -> str:
    if before.submission != now.submission or (before.file and now.file and before.file != now.file):
        return FILE
    return BUILD if before.build != now.build else AGAIN


def _of(record: Record) -> list[Mark]:
    """Return the mark of a record of before marks were kept, as the machine gave it."""
    if record.status != GRADED:
        return []
    by_hand = {one.question: one.machine for one in record.corrections if one.question != LATE}
    return [Mark("", record.submission, record.build, {**record.points, **by_hand})]
