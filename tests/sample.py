"""A fixed sample of many cases for `make test`, which a person waits for; `make test-slow` runs the others."""

import os
from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

import pytest

T = TypeVar("T")


def free_cores() -> int:
    """Return how many processes a test may keep busy: pytest itself already runs one for each core, or one alone."""
    return max(1, (os.cpu_count() or 1) // int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1")))


def spread(cases: Sequence[T], count: int) -> list[T]:
    """Return `count` of the cases, evenly spread from the first on."""
    return [cases[number * len(cases) // count] for number in range(count)]


def sampled(cases: Iterable[Any], each: int) -> list[Any]:
    """Return parameters for all cases: every `each`-th, from the first on, is run always, the others are `slow`."""
    return [
        pytest.param(case, marks=() if number % each == 0 else pytest.mark.slow) for number, case in enumerate(cases)
    ]


def chosen(cases: Sequence[Any], names: Iterable[Any]) -> list[Any]:
    """Return parameters for all cases: those in `names` are run always, the others are `slow`.

    A case that is a tuple gives several parameters.
    """
    quick = [*names]
    assert all(name in cases for name in quick), quick
    values = [case if isinstance(case, tuple) else (case,) for case in cases]
    return [
        pytest.param(*it, marks=() if case in quick else pytest.mark.slow)
        for it, case in zip(values, cases, strict=True)
    ]
