"""Reads a submission into the sources of its code cells: JSON and text only; nothing is parsed as Python or run here.

Outputs, attachments and metadata of a notebook stay behind, except the two things that Otter looks at: the tag
`otter_ignore` (or `otter.ignore`) skips a cell, and `otter.tests` names the questions that are judged right after it.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.budgets import MIB, Budgets
from autograder.intake import UnreadableSubmission, parse_notebook

IGNORE_TAG = "otter_ignore"
OTTER = "otter"


@dataclass(frozen=True)
class Cell:
    """The source of one code cell, and the questions that are judged as of this cell by its metadata."""

    source: str
    questions: tuple[str, ...] = ()


def read_cells(path: Path, budgets: Budgets) -> list[Cell]:
    """Return the code cells of a notebook in order, or a `.py` file as a single cell.

    Raises UnreadableSubmission.
    """
    try:
        with path.open("rb") as file:
            content = file.read(int(budgets.file_mib * MIB) + 1)
    except OSError as error:
        raise UnreadableSubmission(f"{path.name} cannot be read ({error.strerror}).") from None
    if len(content) > budgets.file_mib * MIB:
        raise UnreadableSubmission(
            f"{path.name} is larger than {budgets.file_mib:g} MB: clear the outputs of its cells and submit it again."
        )
    cells = _notebook(path.name, content) if path.suffix.lower() == ".ipynb" else [Cell(_decoded(content))]
    if len(cells) > budgets.cells:
        raise UnreadableSubmission(f"{path.name} has {len(cells)} code cells; at most {budgets.cells:g} are run.")
    size = sum(len(cell.source) for cell in cells)
    if size > budgets.source_kib * 1024:
        raise UnreadableSubmission(
            f"{path.name} has {size // 1024} kB of source code; at most {budgets.source_kib:g} kB are run."
        )
    return cells


def _notebook(name: str, content: bytes) -> list[Cell]:
    return [
        Cell(_source(cell), _questions(cell))
        for cell in parse_notebook(name, content)["cells"]
        if isinstance(cell, dict) and cell.get("cell_type") == "code" and not _ignored(cell)
    ]


def _source(cell: dict[str, Any]) -> str:
    source = cell.get("source")
    lines = source if isinstance(source, list) else [source]
    text = "".join(line for line in lines if isinstance(line, str))
    # A JSON text may hold half of a surrogate pair, which no source file can.
    return text.encode("utf-8", "replace").decode("utf-8")


def _ignored(cell: dict[str, Any]) -> bool:
    tags = _table(cell.get("metadata")).get("tags")
    return (isinstance(tags, list) and IGNORE_TAG in tags) or bool(_otter(cell).get("ignore"))


def _questions(cell: dict[str, Any]) -> tuple[str, ...]:
    tests = _otter(cell).get("tests")
    return tuple(test for test in tests if isinstance(test, str))[:100] if isinstance(tests, list) else ()


def _otter(cell: dict[str, Any]) -> dict[str, Any]:
    return _table(_table(cell.get("metadata")).get(OTTER))


def _table(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _decoded(content: bytes) -> str:
    # A comment in another encoding must not cost the submission.
    return content.decode("utf-8-sig", "replace")
