"""SECURITY.md says what was measured, and every layer that there is."""

from autograder.sandbox.layers import LAYERS
from tests.command_line import ROOT
from tests.proofs.security import table

PAGE = (ROOT / "SECURITY.md").read_text(encoding="utf-8")


def test_table_is_what_the_proofs_measured() -> None:
    """Word for word what `python -m tests.proofs.security` prints."""
    assert table() in PAGE


def test_every_layer_is_explained() -> None:
    """A row for each."""
    assert [layer for layer in LAYERS if f"| `{layer}` |" not in PAGE] == []
