"""Writes report.html and comparison.html: each one page, which works from a file and without a network."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from autograder.classroom.likeness import Pair
from autograder.classroom.record import Record
from autograder.classroom.report.compare import Comparison, changes
from autograder.classroom.report.kept import NOTHING_KEPT, Kept
from autograder.classroom.report.page import render
from autograder.files import write_text
from autograder.grading import Grading

REPORT_FILE = "report.html"


def write_report(
    records: Sequence[Record],
    grading: Grading,
    path: Path,
    language: str,
    alike: Sequence[Pair] = (),
    kept: Kept = NOTHING_KEPT,
) -> None:
    """Write the report of a class; an interrupted write leaves the old one.

    alike: the submissions that are nearly the same. kept: what lies beside the records.
    """
    write_text(path, render(records, grading, language, alike=alike, kept=kept))


def write_comparison(
    before: Sequence[Record],
    after: Sequence[Record],
    undecided: Mapping[str, tuple[str, ...]],
    grading: Grading,
    path: Path,
    language: str,
) -> Comparison:
    """Write the report of `after` with a first section about what differs from `before`; return the comparison.

    undecided: by id, the questions of which `after` cannot say anything.
    """
    comparison = changes(before, after, undecided, grading.points)
    write_text(path, render(after, grading, language, comparison))
    return comparison
