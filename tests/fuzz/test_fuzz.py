"""Some inputs for every reader of what students control, more in `make test-slow`; the benchmark tries over 100,000.

A judge of tests/fuzz/targets.py raises on whatever is neither a result nor the documented exception.
"""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from tests.fuzz.strategies import drawn
from tests.fuzz.targets import TARGETS, Target
from tests.fuzz.trial import outcome

EXAMPLES = [200, pytest.param(1000, marks=pytest.mark.slow)]


def fixed(examples: int) -> settings:
    """Ask for so many inputs, the same ones every time, however slow the machine: CI must not fail by chance."""
    return settings(
        max_examples=examples, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )


@pytest.mark.parametrize("examples", EXAMPLES)
@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_reader_survives_any_bytes(target: Target, examples: int, tmp_path: Path) -> None:
    """It takes them or refuses them, and both happen: a fuzzer that never gets past the first check tests nothing."""
    words: Counter[str] = Counter()

    @fixed(examples)
    @given(drawn(target.make))
    def survives(content: bytes) -> None:
        word, _ = outcome(target, content, tmp_path)
        words[word] += 1

    survives()
    if examples >= 1000:
        assert set(words) == {*target.accepted, *target.refused}, words
    assert sum(words[word] for word in target.accepted) > examples // 20, words
    assert sum(words[word] for word in target.refused) > examples // 20, words
