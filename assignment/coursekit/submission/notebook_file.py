"""Text of an .ipynb -> its code cells and its prose. JSON only: nothing is parsed as Python here.

Outputs and attachments stay behind, and of the metadata all but three things: the tag `otter_ignore` (or
`otter.ignore`), `otter.tests` with the questions that are judged right after a cell, and the assignment's name.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .source import Cell, UnreadableError

MARKS = 6_000_000  # brackets and quotes: each is an object of about 60 bytes once it is read
MOST_CELLS = 10_000  # of all kinds
IGNORE_TAG = "otter_ignore"
OTTER = "otter"
MOST_QUESTIONS = 100
CONFLICT = re.compile(r"^(?:<{7}|>{7}) ", re.MULTILINE)  # what Git leaves where two versions differ


@dataclass(frozen=True)
class Notebook:
    """What is read of a notebook: its code cells, the text of its other cells, and the assignment that it names."""

    cells: tuple[Cell, ...]
    prose: str
    assignment: str | None


def read_notebook(name: str, text: str) -> Notebook:
    """Return what a notebook of any format since 3 holds; `name` is how the file is shown.

    Raises UnreadableError when it is no JSON, has no list of cells, or so many parts that reading it is not safe.
    """
    if sum(text.count(mark) for mark in '[{"') > MARKS:
        raise UnreadableError("too_many_parts", file=name)
    try:
        # Numbers are of no interest, and one may have a million digits: `len` makes a small one of each.
        notebook = json.loads(text, strict=False, parse_int=len, parse_float=len)
    except (ValueError, RecursionError, MemoryError):
        raise UnreadableError("conflict" if CONFLICT.search(text) else "not_json", file=name) from None
    found = _cells(notebook)
    if found is None:
        raise UnreadableError("no_cells", file=name)
    if len(found) > MOST_CELLS:
        raise UnreadableError("too_many_cells", file=name, cells=str(len(found)), limit=str(MOST_CELLS))
    code: list[Cell] = []
    prose: list[str] = []
    for cell in found:
        if not isinstance(cell, dict):
            continue
        if cell.get("cell_type") == "code":
            code.append(Cell(_source(cell), len(code) + 1, _questions(cell), _ignored(cell)))
        else:
            prose.append(_source(cell))
    return Notebook(tuple(code), "\n".join(prose), _assignment(notebook))


def _cells(notebook: Any) -> list[Any] | None:
    """Return the cells of a notebook, of format 3 too, which keeps them in worksheets; None if there is no list."""
    if not isinstance(notebook, dict):
        return None
    cells, sheets = notebook.get("cells"), notebook.get("worksheets")
    if not cells and isinstance(sheets, list):
        lists = [sheet["cells"] for sheet in sheets if isinstance(sheet, dict) and isinstance(sheet.get("cells"), list)]
        return [cell for cells in lists for cell in cells]
    return cells if isinstance(cells, list) else None


def _source(cell: Mapping[str, Any]) -> str:
    source = cell.get("source", cell.get("input"))  # format 3 says "input"
    lines = source if isinstance(source, list) else [source]
    text = "".join(line for line in lines if isinstance(line, str))
    text = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff").rstrip("\0")
    # A JSON text may hold half of a surrogate pair, which no source file can.
    return text.encode("utf-8", "replace").decode("utf-8")


def _ignored(cell: Mapping[str, Any]) -> bool:
    tags = _table(cell.get("metadata")).get("tags")
    return (isinstance(tags, list) and IGNORE_TAG in tags) or bool(_otter(cell).get("ignore"))


def _questions(cell: Mapping[str, Any]) -> tuple[str, ...]:
    tests = _otter(cell).get("tests")
    return tuple(test for test in tests if isinstance(test, str))[:MOST_QUESTIONS] if isinstance(tests, list) else ()


def _assignment(notebook: Mapping[str, Any]) -> str | None:
    name = _otter(notebook).get("assignment_name")
    return name if isinstance(name, str) and name else None


def _otter(part: Mapping[str, Any]) -> dict[str, Any]:
    return _table(_table(part.get("metadata")).get(OTTER))


def _table(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
