"""The room as a whole: every platform's module has what CONTRIBUTING says."""

import inspect
from types import ModuleType

import pytest

from autograder.classroom.gradebooks import IMPORTERS
from autograder.lms import export_zip, plain
from autograder.lms.recognise import PLATFORMS


@pytest.mark.parametrize("module", [*PLATFORMS, plain], ids=lambda module: module.__name__.rpartition(".")[2])
def test_every_platform_recognises(module: ModuleType) -> None:
    """A path and what lies around it go in, a Place or None comes out."""
    assert list(inspect.signature(module.recognise).parameters) == ["path", "tree"]


def test_who_exports_is_recognised_too() -> None:
    """What goes back to a platform came from it."""
    assert {*IMPORTERS.values()} | {*export_zip.PLATFORMS} <= {*PLATFORMS}
    assert all(list(inspect.signature(it.export).parameters) == ["entries", "sheet"] for it in IMPORTERS.values())
