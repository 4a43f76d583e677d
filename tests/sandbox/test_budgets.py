"""The table [budgets] of course.toml as limits."""

import pytest

from autograder.errors import GraderError
from autograder.grading import Budgets


def test_named_budgets_replace_the_defaults() -> None:
    """The others stay."""
    budgets = Budgets.from_table({"cell_seconds": 5})
    assert budgets.cell_seconds == 5
    assert budgets.probe_seconds == Budgets().probe_seconds


@pytest.mark.parametrize(
    "table", [{"cell_second": 5}, {"cell_seconds": "5"}, {"deaths": 0}, {"reply_mib": True}], ids=str
)
def test_mistake_is_named(table: dict[str, object]) -> None:
    """With its key."""
    with pytest.raises(GraderError, match=next(iter(table))):
        Budgets.from_table(table)
