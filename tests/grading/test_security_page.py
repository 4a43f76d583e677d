"""SECURITY.md says what was measured, and what every layer stops that there is."""

from collections.abc import Callable

import pytest

from tests.command_line import ROOT
from tests.proofs.security import layers, table

PAGE = (ROOT / "SECURITY.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("derived", [table, layers])
def test_tables_are_what_the_proofs_and_the_layers_say(derived: Callable[[], str]) -> None:
    """Word for word what `python -m tests.proofs.security` prints."""
    assert f"\n{derived()}\n" in PAGE
