"""A fixed sample of many cases for `make test`, which a person waits for; `make test-slow` runs the others."""

from collections.abc import Iterable, Sequence
from typing import Any

import pytest


def sampled(cases: Iterable[Any], each: int) -> list[Any]:
    """Return parameters for all cases: every `each`-th, from the first on, is run always, the others are `slow`."""
    return [
        pytest.param(case, marks=() if number % each == 0 else pytest.mark.slow) for number, case in enumerate(cases)
    ]


def chosen(cases: Sequence[Any], names: Iterable[Any]) -> list[Any]:
    """Return parameters for all cases: those in `names` are run always, the others are `slow`."""
    quick = [*names]
    assert all(name in cases for name in quick), quick
    return [pytest.param(case, marks=() if case in quick else pytest.mark.slow) for case in cases]
