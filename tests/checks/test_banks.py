"""The banks: every wrong submission loses marks where it is wrong and is told why, every right one keeps them all.

q4, which trains, is left out here; `python -m tests.kill_matrix --with-training` includes it.
"""

import os

import pytest

from autograder.checks import HIDDEN_CHECKS
from autograder.feedback import codes
from tests.bank import Case, cases
from tests.kill_matrix import COLUMNS, TRAINING, Row, matrix, read_matrix

QUESTIONS = tuple(question for question in HIDDEN_CHECKS if question not in TRAINING)
WRONG, CORRECT = cases("wrong"), cases("correct")


@pytest.fixture(scope="module")
def wrong() -> dict[str, Row]:
    """Judge the wrong bank once."""
    return matrix("wrong", QUESTIONS, os.cpu_count() or 1)


@pytest.fixture(scope="module")
def correct() -> dict[str, Row]:
    """Judge the correct bank once."""
    return matrix("correct", QUESTIONS, os.cpu_count() or 1)


def failed(row: Row, question: str) -> list[str]:
    """Return the codes of the failed checks of a question."""
    return [code for column, code in row.items() if column.startswith(f"{question}.") and code]


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
    row = wrong[case.name]
    assert case.breaks, "the header names no question"
    for question in QUESTIONS:
        codes_seen = failed(row, question)
        if question in case.breaks:
            assert codes_seen, f"{question} keeps full marks: {case.idea}"
        elif question not in case.also:
            assert not codes_seen, f"{question} loses marks: {codes_seen}"


@pytest.mark.parametrize("case", CORRECT, ids=lambda case: case.path.stem)
def test_correct_submission_keeps_all_marks(correct: dict[str, Row], case: Case) -> None:
    """Nobody has to be right in our way."""
    lost = {column: code for column, code in correct[case.name].items() if code}
    assert lost == {}, case.idea


def test_at_least_nine_in_ten_mistakes_are_named_exactly(wrong: dict[str, Row]) -> None:
    """The code in the header is the one that the feedback names; "-" in a header counts as not named."""
    unnamed = [case.name for case in WRONG if not any(case.code in failed(wrong[case.name], q) for q in case.breaks)]
    assert len(unnamed) <= 0.1 * len(WRONG), f"{len(unnamed)} of {len(WRONG)}: {unnamed}"
    unexpected = [case.name for case in WRONG if case.code != "-" and case.name in unnamed]
    assert unexpected == [], "the feedback names something else than the header"


def test_kill_matrix_is_the_committed_one(wrong: dict[str, Row]) -> None:
    """If a change of the table is meant: `python -m tests.kill_matrix` and commit it."""
    committed = read_matrix()
    assert committed.keys() == wrong.keys()
    columns = [column for column in COLUMNS if column.split(".")[0] in QUESTIONS]
    changed = {name: row for name, row in wrong.items() if any(row[c] != committed[name][c] for c in columns)}
    assert changed == {}


def test_every_named_code_has_a_text() -> None:
    """A header cannot expect a code that no feedback has."""
    import tomllib

    from seminar.language import TEXTS

    public = tomllib.loads((TEXTS / "en.toml").read_text(encoding="utf-8"))["checks"]
    unknown = {case.code for case in WRONG} - codes("en").keys() - public.keys() - {"-"}
    assert unknown == set()
