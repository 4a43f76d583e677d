"""grades.csv and the table in the terminal."""

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from autograder.classroom.record import Record
from autograder.config import QUESTIONS
from autograder.files import write_text
from autograder.printable import readable

COLUMNS = ("submission", "student", *QUESTIONS, "total", "possible", "status", "seconds")


def write_grades(path: Path, records: Iterable[Record]) -> None:
    """Write one row per submission; an interrupted write leaves the old file."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows(row(record) for record in records)
    write_text(path, text.getvalue())


def row(record: Record) -> list[str]:
    """Return the cells of one row, in the order of COLUMNS; an attempt that does not count has no points."""
    points = [f"{record.points[question]:g}" if record.points else "" for question in QUESTIONS]
    total = [f"{record.total:g}" if record.points else "", f"{record.possible:g}"]
    return [record.submission, record.student, *points, *total, record.status, f"{record.seconds:.1f}"]


def print_grades(console: Console, records: list[Record], most: int = 40) -> None:
    """Print the table of up to `most` grades, and below it why a submission was not graded or did not run."""
    table = Table(title="Grades")
    table.add_column("submission", overflow="fold", min_width=16)
    for column in (*QUESTIONS, "total", "s"):
        table.add_column(column, justify="right", no_wrap=True)
    table.add_column("status", no_wrap=True)
    for record in records[:most]:
        _, _, *points, total, possible, status, seconds = row(record)
        table.add_row(Text(readable(record.submission)), *points, f"{total} / {possible}", seconds, status)
    console.print(table)
    if len(records) > most:
        console.print(f"... and {len(records) - most} more in grades.csv", highlight=False)
    for record in records:
        why = record.reason or "; ".join(record.blocked)
        if why:
            console.print(f"{readable(record.submission)}: {readable(why)}", markup=False, highlight=False)
