"""Attacks among honest work in one class: `python -m tests.proofs.hostile_class` takes the whole bank."""

from pathlib import Path

import pytest

from tests.hostile.cases import cases
from tests.proofs.hostile_class import problems

EACH = 50


@pytest.mark.slow
def test_attacks_cost_nobody_else_anything(built: Path, tmp_path: Path) -> None:
    """Each attack gets a row and no more than it deserves; honest submissions between them get what they always get."""
    honest, found = problems(cases()[::EACH], tmp_path)
    assert honest > 1
    assert found == []
