"""What the folder of results has of submissions beside their records, and the report shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from autograder.classroom.marks import Mark
from autograder.classroom.where import Where


@dataclass(frozen=True)
class Kept:
    """By id of the submission: excerpts of its code by question; the machine's marks, the last one last; its place."""

    excerpts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    marks: Mapping[str, Sequence[Mark]] = field(default_factory=dict)
    files: Mapping[str, Where] = field(default_factory=dict)


NOTHING_KEPT = Kept()
