"""grades.csv and the table in the terminal."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from autograder.classroom.record import GRADED, SUPERSEDED, Record
from autograder.files import write_text
from autograder.lms.cells import BOM, as_csv, safe
from autograder.printable import readable


def columns(questions: Sequence[str]) -> tuple[str, ...]:
    """Return the names of the columns: scripts rely on the order up to the seconds, so that others come after."""
    return ("submission", "student", *questions, "total", "possible", "status", "seconds", "id", "email", "late")


def write_grades(path: Path, records: Iterable[Record], questions: Sequence[str]) -> None:
    """Write one row per submission, as UTF-8 with the mark by which Excel knows it; scripts read it as utf-8-sig.

    An interrupted write leaves the old file.
    """
    rows = [[safe(cell) for cell in row(record, questions)] for record in records]
    write_text(path, BOM + as_csv([columns(questions), *rows]))


def row(record: Record, questions: Sequence[str]) -> list[str]:
    """Return the cells of one row, in the order of the columns; an attempt that does not count has no points."""
    points = [f"{record.points[question]:g}" if question in record.points else "" for question in questions]
    total = [f"{record.total:g}" if record.points else "", f"{record.possible:g}"]
    status = f"{record.status} (earlier build)" if record.outdated else record.status
    person = [record.student_id, record.email, "late" if record.late else ""]
    return [record.submission, record.student, *points, *total, status, f"{record.seconds:.1f}", *person]


def counts(records: Sequence[Record]) -> str:
    """Return how many submissions there are, in the words and numbers of the report: earlier attempts do not count."""
    earlier = sum(record.status == SUPERSEDED for record in records)
    marked = sum(record.status == GRADED for record in records)
    counting = len(records) - earlier
    return f"{counting} submissions: {marked} graded, {counting - marked} not graded; {earlier} earlier attempts"


def print_grades(console: Console, records: list[Record], questions: Sequence[str], most: int = 40) -> None:
    """Print the table of up to `most` grades, and below it why a submission was not graded or did not run."""
    table = Table(title="Grades")
    table.add_column("submission", overflow="fold", min_width=16)
    for column in (*questions, "total", "s"):
        table.add_column(column, justify="right", no_wrap=True)
    table.add_column("status", no_wrap=True)
    for record in records[:most]:
        _, _, *points, total, possible, status, seconds, _, _, _ = row(record, questions)
        table.add_row(
            Text(readable(record.submission or record.student)), *points, f"{total} / {possible}", seconds, status
        )
    console.print(table)
    if len(records) > most:
        console.print(f"... and {len(records) - most} more in grades.csv", highlight=False)
    for record in records:
        why = record.reason or "; ".join(record.blocked)
        if why:
            console.print(
                f"{readable(record.submission or record.student)}: {readable(why)}", markup=False, highlight=False
            )
