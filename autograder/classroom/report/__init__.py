"""report.html: one page about a graded class for its instructor, which works from a file and without a network."""

from collections.abc import Sequence
from pathlib import Path

from autograder.classroom.record import Record
from autograder.classroom.report.compare import Comparison, changes
from autograder.classroom.report.page import render
from autograder.files import write_text
from autograder.grading import Grading

REPORT_FILE = "report.html"


def write_report(records: Sequence[Record], grading: Grading, path: Path, language: str) -> None:
    """Write the report of a class; an interrupted write leaves the old one."""
    write_text(path, render(records, grading, language))


def write_comparison(
    before: Sequence[Record], after: Sequence[Record], grading: Grading, path: Path, language: str
) -> Comparison:
    """Write the report of `after` with a first section about what differs from `before`; return the comparison."""
    comparison = changes(before, after)
    write_text(path, render(after, grading, language, comparison))
    return comparison
