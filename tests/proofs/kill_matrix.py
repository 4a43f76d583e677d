"""`python -m tests.proofs.kill_matrix`: which hidden check catches which submission; writes wrong.csv and correct.csv,
and how many are judged as they should be to banks.toml.

One row per file of a bank, one column per hidden check, in each cell the code that the feedback names, or nothing where
the check passes; the last column holds the accuracies of q4's runs. `--with-training` fills what belongs to q4 (about
25 minutes of processor time), `--train-new` only for files that have none yet; else those columns are kept. q4 judges
by accuracy, which a wrong network may reach or not, so it is measured where the network is right. A test compares the
committed tables with what the checks say now, so that no check loses its teeth unnoticed.
"""

import csv
import io
import os
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from multiprocessing import get_context
from pathlib import Path

from tests.bank import PLAIN, Case, cases, judging, named, unexpected, wrong_network
from tests.course import CHECKS, CLASS_OF
from tests.proofs.drawn import drawn_build
from tests.proofs.result import write_result

FOLDER = Path(__file__).parent
BANKS = ("wrong", "correct")
COUNTS_FILE = FOLDER / "banks.toml"
SECRET = "the secret of the kill matrix"
RUNS = "q4.runs"
COLUMNS = (*(f"{question}.{check}" for question, checks in CHECKS.items() for check in checks), RUNS)
TRAINING = ("q4",)

Row = dict[str, str]


def row(case: Case, questions: tuple[str, ...]) -> Row:
    """Return the codes of a case by column, for the checks of `questions`.

    A file that does not name the class of a question leaves the plain one as it is, and gets its cells.
    """
    build = drawn_build(SECRET)
    cells: Row = {}
    judged = judging(case.namespace, build)
    for question in questions:
        if question in TRAINING and wrong_network(case):
            continue
        if case is not PLAIN and CLASS_OF[question] not in case.path.read_text(encoding="utf-8"):
            cells |= plain(question)
            continue
        found = judged(question)
        for check, verdict in found.verdicts.items():
            cells[f"{question}.{check}"] = "" if verdict is None else verdict.code
        if question in TRAINING:
            cells[RUNS] = " ".join(f"{accuracy:.4f}" for accuracy in found.measured.get("accuracy", []))
    return cells


@cache
def plain(question: str) -> Row:
    """Return the cells of the plain correct submission, measured once in each process."""
    return row(PLAIN, (question,))


def matrix(chosen: Sequence[Case], questions: tuple[str, ...], workers: int) -> dict[str, Row]:
    """Return the rows of cases by name."""
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        rows = pool.map(row, chosen, [questions] * len(chosen), chunksize=4)
        return {case.name: cells for case, cells in zip(chosen, rows, strict=True)}


def table_file(bank: str) -> Path:
    """Return the file of a bank's committed table."""
    return FOLDER / f"{bank}.csv"


def read_matrix(bank: str) -> dict[str, Row]:
    """Return the committed table of a bank; empty when there is none yet."""
    if not table_file(bank).exists():
        return {}
    with table_file(bank).open(encoding="utf-8", newline="") as file:
        return {cells.pop("submission"): cells for cells in csv.DictReader(file)}


def to_csv(rows: dict[str, Row]) -> str:
    """Return the table as text."""
    text = io.StringIO()
    writer = csv.DictWriter(text, ("submission", *COLUMNS), lineterminator="\n")
    writer.writeheader()
    for name, cells in rows.items():
        writer.writerow({"submission": name, **cells})
    return text.getvalue()


def failed(cells: Row, question: str) -> list[str]:
    """Return the codes of the failed checks of a question."""
    columns = [f"{question}.{check}" for check in CHECKS[question]]
    return [cells[column] for column in columns if cells.get(column)]


def counts(wrong: dict[str, Row], correct: dict[str, Row]) -> dict[str, int]:
    """Return how many cases there are, and how many are judged as they should be.

    caught: lose marks in every question that they break. elsewhere: lose marks where their header does not allow it.
    entangled: lose marks in a question that the header declares as one that cannot be told apart. named: the feedback
    names the mistake exactly. accepted: correct ones that keep all marks.
    """
    found = dict.fromkeys(("wrong", "caught", "elsewhere", "entangled", "named", "correct", "accepted"), 0)
    for case in cases("wrong"):
        codes = {question: failed(wrong[case.name], question) for question in CHECKS}
        missed = [question for question in case.breaks if not codes[question]]
        strayed = [q for q in CHECKS if q not in case.breaks and unexpected(case, q, codes[q])]
        found["wrong"] += 1
        found["caught"] += not missed
        found["elsewhere"] += bool(strayed)
        found["entangled"] += not strayed and any(codes[q] for q in case.also if q not in case.breaks)
        found["named"] += named(case, [code for question in case.breaks for code in codes[question]])
    for case in cases("correct"):
        found["correct"] += 1
        found["accepted"] += not any(failed(correct[case.name], question) for question in CHECKS)
    return found


def write_counts() -> None:
    """Write banks.toml, which is what the two tables say in short."""
    found = counts(*map(read_matrix, BANKS))
    write_result(COUNTS_FILE, "kill_matrix", [f"{key} = {count}" for key, count in found.items()])


def main() -> None:
    """Write both tables and the counts."""
    with_training, train_new = "--with-training" in sys.argv, "--train-new" in sys.argv
    questions = tuple(question for question in CHECKS if with_training or question not in TRAINING)
    for bank in BANKS:
        rows = matrix(cases(bank), questions, os.cpu_count() or 1)
        if not with_training:
            kept = [column for column in COLUMNS if column.split(".")[0] in TRAINING]
            committed = read_matrix(bank)
            for name, cells in rows.items():
                cells |= {column: committed.get(name, {}).get(column, "") for column in kept}
            new = [case for case in cases(bank) if train_new and not committed.get(case.name, {}).get(RUNS)]
            for name, cells in matrix(new, TRAINING, os.cpu_count() or 1).items():
                rows[name] |= cells
        table_file(bank).write_text(to_csv(rows), encoding="utf-8")
        print(f"wrote {table_file(bank)} with {len(rows)} rows")
    write_counts()


if __name__ == "__main__":
    main()
