"""grades.csv and the table in the terminal."""

import csv
from collections.abc import Iterable
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from autograder.classroom.grade import Grade
from autograder.config import QUESTIONS
from autograder.printable import readable

COLUMNS = ("submission", "student", *QUESTIONS, "total", "possible", "status", "seconds")


def write_grades(path: Path, grades: Iterable[Grade]) -> None:
    """Write one row per submission; an interrupted write leaves the old file."""
    partial = path.with_suffix(".partial")
    with partial.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        writer.writerows(row(grade) for grade in grades)
    partial.replace(path)


def row(grade: Grade) -> list[str]:
    """Return the cells of one row, in the order of COLUMNS."""
    points = [f"{grade.points[question]:g}" for question in QUESTIONS]
    total = [f"{grade.total:g}", f"{grade.possible:g}"]
    name = grade.submission.path.name
    return [name, grade.submission.student, *points, *total, grade.status, f"{grade.seconds:.1f}"]


def print_grades(console: Console, grades: list[Grade]) -> None:
    """Print the table of all grades, and below it why a submission was not graded."""
    table = Table(title="Grades")
    table.add_column("submission", overflow="fold", min_width=16)
    for column in (*QUESTIONS, "total", "s"):
        table.add_column(column, justify="right", no_wrap=True)
    table.add_column("status", no_wrap=True)
    for grade in grades:
        points = [f"{grade.points[question]:g}" for question in QUESTIONS]
        total = f"{grade.total:g} / {grade.possible:g}"
        table.add_row(Text(readable(grade.submission.path.name)), *points, total, f"{grade.seconds:.1f}", grade.status)
    console.print(table)
    for grade in grades:
        if grade.reason:
            console.print(f"{readable(grade.submission.path.name)}: {grade.reason}", markup=False, highlight=False)
