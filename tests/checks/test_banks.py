"""The banks: every wrong submission loses marks where it is wrong and is told why, every right one keeps them all.

What the committed tables say of each file is compared with its header. `python -m tests.proofs.kill_matrix` wrote them
with the checks as they are now: tests/grading/test_proofs.py compares fingerprints. That the checks say so in this
environment is tried on every fortieth file, on every fourth in `make test-slow`. q4, which trains, is measured by the
proof alone.
"""

import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest

import coursekit
from coursekit.language import Texts
from tests.bank import Case, cases, named, unexpected, wrong_network
from tests.course import CHECKS, SEMINAR
from tests.proofs.kill_matrix import (
    BANKS,
    COLUMNS,
    COUNTS_FILE,
    RUNS,
    TRAINING,
    Row,
    counts,
    failed,
    matrix,
    read_matrix,
    row,
)
from tests.sample import free_cores

QUESTIONS = tuple(question for question in CHECKS if question not in TRAINING)
WRONG, CORRECT = cases("wrong"), cases("correct")
EACH, EACH_SLOWLY = 40, 4
OF_ALL_COURSES = Texts(Path(coursekit.__file__).parent / "texts").section("checks", "en")
SAMPLE = (*WRONG[::EACH], *CORRECT[::EACH])
COMMITTED = {bank: read_matrix(bank) for bank in BANKS}


def changed(now: Mapping[str, Row]) -> dict[str, Row]:
    """Return the rows that differ from the committed ones, without what belongs to training."""
    columns = [column for column in COLUMNS if column.split(".")[0] in QUESTIONS]
    committed = {name: cells for table in COMMITTED.values() for name, cells in table.items()}
    return {name: cells for name, cells in now.items() if any(cells[c] != committed[name][c] for c in columns)}


def test_banks_are_large_enough() -> None:
    """At least 150 wrong and 70 correct but unusual submissions, no two alike."""
    assert len(WRONG) >= 150
    assert len(CORRECT) >= 70
    for bank in (WRONG, CORRECT):
        bodies = [case.path.read_text(encoding="utf-8").split('"""', 2)[2].strip() for case in bank]
        assert len({case.name for case in bank}) == len(bank), "a name in the folders of two questions"
        twice = {bank[index].name for index, body in enumerate(bodies) if bodies.index(body) != index}
        assert twice == set(), f"written twice: {twice}"


def test_files_lie_beside_a_question_that_they_break() -> None:
    """Whoever removes the folder of a question removes the files that are about it."""
    folders = SEMINAR.folders
    strayed = [case.name for case in WRONG if case.path.parents[2] not in [folders[it] for it in case.breaks]]
    assert strayed == []


@pytest.mark.parametrize("bank", BANKS)
def test_every_file_has_a_row(bank: str) -> None:
    """If not: `python -m tests.proofs.kill_matrix` and commit what it wrote."""
    assert COMMITTED[bank].keys() == {case.name for case in cases(bank)}


@pytest.mark.parametrize("case", WRONG, ids=lambda case: case.path.stem)
def test_wrong_submission_loses_marks_where_it_is_wrong_and_nowhere_else(case: Case) -> None:
    """The header names the question that it breaks, and those that cannot be told apart from it."""
    assert case.breaks, "the header names no question"
    codes = {question: failed(COMMITTED["wrong"][case.name], question) for question in QUESTIONS}
    found = [unexpected(case, question, codes[question]) for question in QUESTIONS]
    assert not any(found), found


@pytest.mark.parametrize("case", CORRECT, ids=lambda case: case.path.stem)
def test_correct_submission_keeps_all_marks(case: Case) -> None:
    """Nobody has to be right in our way."""
    lost = {column: code for column, code in COMMITTED["correct"][case.name].items() if code and column != RUNS}
    assert lost == {}, case.idea


def test_at_least_nine_in_ten_mistakes_are_named_exactly() -> None:
    """The code in the header is the one that the feedback names; "-" in a header counts as not named."""
    rows = COMMITTED["wrong"]
    unnamed = [case.name for case in WRONG if not any(named(case, failed(rows[case.name], q)) for q in case.breaks)]
    assert len(unnamed) <= 0.1 * len(WRONG), f"{len(unnamed)} of {len(WRONG)}: {unnamed}"
    unexpected = [case.name for case in WRONG if case.code != "-" and case.name in unnamed]
    assert unexpected == [], "the feedback names something else than the header"


@pytest.mark.parametrize("case", SAMPLE, ids=lambda case: case.name)
def test_checks_say_what_the_committed_table_says(case: Case) -> None:
    """If a change of the table is meant: `python -m tests.proofs.kill_matrix` and commit it."""
    assert changed({case.name: row(case, QUESTIONS)}) == {}


@pytest.mark.slow
@pytest.mark.parametrize("bank", BANKS)
def test_kill_matrix_is_the_committed_one(bank: str) -> None:
    """The same for many files, judged by one pool of processes."""
    assert changed(matrix(cases(bank)[2::EACH_SLOWLY], QUESTIONS, free_cores())) == {}


def test_counts_are_the_committed_ones() -> None:
    """banks.toml, which `autograder check` and README show, is what the tables say."""
    committed = tomllib.loads(COUNTS_FILE.read_text(encoding="utf-8"))
    found = counts(COMMITTED["wrong"], COMMITTED["correct"])
    assert {key: committed[key] for key in found} == found


@pytest.mark.parametrize("case", WRONG + CORRECT, ids=lambda case: case.name)
def test_committed_training_runs_are_as_the_header_says(case: Case) -> None:
    """A right network passes q4, whatever else is wrong; if the checks changed, measure `--with-training` again."""
    row = COMMITTED[case.path.parent.name][case.name]
    assert row["q4.runs"] or row["q4.accuracy"] or wrong_network(case), "q4 was never measured"
    assert unexpected(case, "q4", failed(row, "q4")) is None


def test_every_named_code_has_a_text() -> None:
    """A header cannot expect a code that no feedback has."""
    unknown = {case.code for case in WRONG} - SEMINAR.texts.keys() - OF_ALL_COURSES.keys() - {"-"}
    assert unknown == set()
