"""`python -m tests.kill_matrix`: which hidden check catches which wrong submission, written to tests/kill_matrix.csv.

One row per file of the wrong bank, one column per hidden check, in each cell the code that the feedback names, or
nothing where the check passes. `--with-training` fills q4's column too, which trains every submission (long). A test
compares the committed table with what the checks say now, so that no check loses its teeth unnoticed.
"""

import csv
import io
import os
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from autograder.checks import HIDDEN_CHECKS
from autograder.checks.trial import Build
from autograder.config import load_grading
from tests.bank import Case, cases, judge_case

MATRIX_FILE = Path(__file__).parent / "kill_matrix.csv"
SECRET = "the secret of the kill matrix"
COLUMNS = tuple(f"{question}.{check}" for question, checks in HIDDEN_CHECKS.items() for check in checks)
TRAINING = ("q4",)

Row = dict[str, str]


def row(case: Case, questions: tuple[str, ...]) -> Row:
    """Return the codes of a case by column, for the checks of `questions`."""
    build = Build(Path("dist/build"), SECRET, load_grading())
    cells = {}
    for question in questions:
        for check, verdict in judge_case(case, question, build).items():
            cells[f"{question}.{check}"] = "" if verdict is None else verdict.code
    return cells


def matrix(bank: str, questions: tuple[str, ...], workers: int) -> dict[str, Row]:
    """Return the rows of all cases of a bank by name."""
    chosen = cases(bank)
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        rows = pool.map(row, chosen, [questions] * len(chosen), chunksize=8)
        return {case.name: cells for case, cells in zip(chosen, rows, strict=True)}


def read_matrix() -> dict[str, Row]:
    """Return the committed table."""
    with MATRIX_FILE.open(encoding="utf-8", newline="") as file:
        return {cells.pop("submission"): cells for cells in csv.DictReader(file)}


def to_csv(rows: dict[str, Row]) -> str:
    """Return the table as text."""
    text = io.StringIO()
    writer = csv.DictWriter(text, ("submission", *COLUMNS), lineterminator="\n")
    writer.writeheader()
    for name, cells in rows.items():
        writer.writerow({"submission": name, **cells})
    return text.getvalue()


def main() -> None:
    """Write the table; without --with-training the column of q4 is kept from the committed one."""
    with_training = "--with-training" in sys.argv
    questions = tuple(question for question in HIDDEN_CHECKS if with_training or question not in TRAINING)
    rows = matrix("wrong", questions, os.cpu_count() or 1)
    if not with_training and MATRIX_FILE.exists():
        committed = read_matrix()
        for name, cells in rows.items():
            cells["q4.accuracy"] = committed.get(name, {}).get("q4.accuracy", "")
    MATRIX_FILE.write_text(to_csv(rows), encoding="utf-8")
    print(f"wrote {MATRIX_FILE} with {len(rows)} rows")


if __name__ == "__main__":
    main()
