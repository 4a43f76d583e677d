"""The banks: every wrong submission loses marks where it is wrong and is told why, every right one keeps them all.

q4, which trains, is measured by `python -m tests.proofs.kill_matrix --with-training`; what it wrote is judged here.
"""

import os
import tomllib

import pytest

from coursekit.feedback import codes
from tests.bank import Case, cases, named, unexpected, wrong_network
from tests.course import CHECKS
from tests.proofs.kill_matrix import BANKS, COLUMNS, COUNTS_FILE, TRAINING, Row, counts, failed, matrix, read_matrix

QUESTIONS = tuple(question for question in CHECKS if question not in TRAINING)
WRONG, CORRECT = cases("wrong"), cases("correct")
COMMITTED = {bank: read_matrix(bank) for bank in BANKS}


@pytest.fixture(scope="module")
def wrong() -> dict[str, Row]:
    """Judge the wrong bank once; what it did in q4 is taken from the committed table."""
    rows = matrix(WRONG, QUESTIONS, os.cpu_count() or 1)
    trained = [column for column in COLUMNS if column.split(".")[0] in TRAINING]
    return {name: row | {column: COMMITTED["wrong"][name][column] for column in trained} for name, row in rows.items()}


@pytest.fixture(scope="module")
def correct() -> dict[str, Row]:
    """Judge the correct bank once."""
    return matrix(CORRECT, QUESTIONS, os.cpu_count() or 1)


def test_banks_are_large_enough() -> None:
    """At least 150 wrong and 70 correct but unusual submissions, no two alike."""
    assert len(WRONG) >= 150
    assert len(CORRECT) >= 70
    for bank in (WRONG, CORRECT):
        bodies = [case.path.read_text(encoding="utf-8").split('"""', 2)[2].strip() for case in bank]
        twice = {bank[index].name for index, body in enumerate(bodies) if bodies.index(body) != index}
        assert twice == set(), f"written twice: {twice}"


@pytest.mark.parametrize("case", WRONG, ids=lambda case: case.path.stem)
def test_wrong_submission_loses_marks_where_it_is_wrong_and_nowhere_else(wrong: dict[str, Row], case: Case) -> None:
    """The header names the question that it breaks, and those that cannot be told apart from it."""
    assert case.breaks, "the header names no question"
    found = [unexpected(case, question, failed(wrong[case.name], question)) for question in QUESTIONS]
    assert not any(found), found


@pytest.mark.parametrize("case", CORRECT, ids=lambda case: case.path.stem)
def test_correct_submission_keeps_all_marks(correct: dict[str, Row], case: Case) -> None:
    """Nobody has to be right in our way."""
    lost = {column: code for column, code in correct[case.name].items() if code}
    assert lost == {}, case.idea


def test_at_least_nine_in_ten_mistakes_are_named_exactly(wrong: dict[str, Row]) -> None:
    """The code in the header is the one that the feedback names; "-" in a header counts as not named."""
    unnamed = [case.name for case in WRONG if not any(named(case, failed(wrong[case.name], q)) for q in case.breaks)]
    assert len(unnamed) <= 0.1 * len(WRONG), f"{len(unnamed)} of {len(WRONG)}: {unnamed}"
    unexpected = [case.name for case in WRONG if case.code != "-" and case.name in unnamed]
    assert unexpected == [], "the feedback names something else than the header"


@pytest.mark.parametrize("bank", BANKS)
def test_kill_matrix_is_the_committed_one(bank: str, request: pytest.FixtureRequest) -> None:
    """If a change of the table is meant: `python -m tests.proofs.kill_matrix` and commit it."""
    now: dict[str, Row] = request.getfixturevalue(bank)
    committed = COMMITTED[bank]
    assert committed.keys() == now.keys()
    columns = [column for column in COLUMNS if column.split(".")[0] in QUESTIONS]
    changed = {name: row for name, row in now.items() if any(row[c] != committed[name][c] for c in columns)}
    assert changed == {}


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
    from coursekit.language import TEXTS

    public = tomllib.loads((TEXTS / "en.toml").read_text(encoding="utf-8"))["checks"]
    unknown = {case.code for case in WRONG} - codes("en").keys() - public.keys() - {"-"}
    assert unknown == set()
