"""The table [budgets] of a course.toml as limits."""

import pytest
from pydantic import ValidationError

from autograder.errors import first_mistake
from autograder.grading import Budgets


def test_named_budgets_replace_the_defaults() -> None:
    """The others stay."""
    budgets = Budgets(cell_seconds=5)
    assert budgets.cell_seconds == 5
    assert budgets.probe_seconds == Budgets().probe_seconds


@pytest.mark.parametrize(
    "table", [{"cell_second": 5}, {"cell_seconds": "5"}, {"deaths": 0}, {"reply_mib": True}], ids=str
)
def test_mistake_is_named(table: dict[str, object]) -> None:
    """With its key."""
    with pytest.raises(ValidationError) as caught:
        Budgets.model_validate(table)
    assert first_mistake(caught.value).startswith(next(iter(table)))
