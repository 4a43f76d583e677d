"""The machine's marks of one submission, one after the other: of each file and each build that it was graded with.

record.json has the last one. Those before are kept beside it, so that the report can say how points changed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter

from autograder.classroom.record import GRADED, STRICT, Record, read_record
from autograder.files import write_text

MARKS_FILE = "marks.json"
MOST = 20  # the last ones


@dataclass(frozen=True)
class Mark:
    """What the machine gave a file: its hash, "" where that is not known, and its name; by question, with a build."""

    file: str
    submission: str
    build: str
    points: Mapping[str, float]
    __pydantic_config__ = STRICT

    @property
    def total(self) -> float:
        """All points together."""
        return round(sum(self.points.values()), 5)

    def repeats(self, other: "Mark") -> bool:
        """Return whether this says again what another one said."""
        return self.build == other.build and self.points == other.points and self.file in ("", other.file)


def keep_mark(folder: Path, record: Record, file: str) -> None:
    """Keep what is about to be written as the record of a submission, after what its folder of results has.

    file: the hash of what was graded.
    """
    marks = read_marks(folder)
    before = None if marks else read_record(folder)
    if before is not None and before.status == GRADED:  # of before marks were kept
        marks = [Mark("", before.submission, before.build, before.points)]
    if record.status == GRADED:
        new = Mark(file, record.submission, record.build, record.points)
        marks = [*(marks[:-1] if marks and marks[-1].repeats(new) else marks), new]
    if marks:
        write_text(folder / MARKS_FILE, _type().dump_json(marks[-MOST:], indent=1).decode() + "\n")


def read_marks(folder: Path) -> list[Mark]:
    """Return the marks of a submission, the latest last; none where none were kept."""
    try:
        return _type().validate_json((folder / MARKS_FILE).read_bytes())
    except (OSError, ValueError, RecursionError):
        return []


@cache
def _type() -> TypeAdapter[list[Mark]]:
    return TypeAdapter(list[Mark])
