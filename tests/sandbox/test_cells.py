"""What is read from a submission: the sources of its code cells, and one line where that cannot be."""

import json
import time
from pathlib import Path
from typing import Any

import pytest

from autograder.budgets import Budgets
from autograder.intake import UnreadableSubmission
from autograder.sandbox.cells import Cell, read_cells

BUDGETS = Budgets(file_mib=4, source_kib=64, cells=100)


def cell(source: Any, kind: str = "code", **metadata: Any) -> dict[str, Any]:
    """Return a cell of a notebook file."""
    return {"cell_type": kind, "source": source, "metadata": metadata, "outputs": []}


def notebook(tmp_path: Path, *cells: Any) -> Path:
    """Write a notebook of these cells."""
    path = tmp_path / "work.ipynb"
    path.write_text(json.dumps({"cells": list(cells), "metadata": {}, "nbformat": 4}), encoding="utf-8")
    return path


def test_code_cells_are_read_in_order(tmp_path: Path) -> None:
    """A source may be a text or a list of lines; text cells stay behind."""
    path = notebook(tmp_path, cell("a = 1"), cell("# Title", "markdown"), cell(["b = 2\n", "c = 3"]))
    assert read_cells(path, BUDGETS) == [Cell("a = 1"), Cell("b = 2\nc = 3")]


def test_ignored_cells_are_left_out(tmp_path: Path) -> None:
    """By Otter's tag or by Otter's metadata."""
    cells = cell("a", tags=["otter_ignore"]), cell("b", otter={"ignore": True}), cell("c", tags=["other"])
    assert read_cells(notebook(tmp_path, *cells), BUDGETS) == [Cell("c")]


def test_questions_of_the_metadata_are_kept(tmp_path: Path) -> None:
    """Otter judges these right after the cell."""
    path = notebook(tmp_path, cell("a", otter={"tests": ["q1", 5]}))
    assert read_cells(path, BUDGETS) == [Cell("a", ("q1",))]


@pytest.mark.parametrize(
    "odd",
    [5, None, [], {}, {"cell_type": "code"}, cell(5), cell([1, None]), {**cell("x = 1"), "metadata": 7}],
    ids=str,
)
def test_odd_cells_do_not_stop_the_rest(tmp_path: Path, odd: Any) -> None:
    """A cell that is no cell is nothing, or empty."""
    assert Cell("y = 2") in read_cells(notebook(tmp_path, odd, cell("y = 2")), BUDGETS)


@pytest.mark.parametrize(
    "metadata",
    [{"tags": 5}, {"tags": "otter_ignore"}, {"otter": []}, {"otter": {"tests": "q1"}}],
    ids=str,
)
def test_odd_metadata_is_no_metadata(tmp_path: Path, metadata: dict[str, Any]) -> None:
    """The cell runs as if it had none."""
    assert read_cells(notebook(tmp_path, cell("x", **metadata)), BUDGETS) == [Cell("x")]


def test_script_is_one_cell(tmp_path: Path) -> None:
    """With a byte order mark, and with a comment in another encoding."""
    path = tmp_path / "work.py"
    path.write_bytes(b"\xef\xbb\xbfx = 1  # \xcf\xf0\xe8\n")
    (read,) = read_cells(path, BUDGETS)
    assert read.source.startswith("x = 1  # ")


def test_half_of_a_surrogate_pair_does_not_stop_reading(tmp_path: Path) -> None:
    """JSON can hold it, a source file cannot."""
    path = tmp_path / "work.ipynb"
    path.write_text('{"cells": [{"cell_type": "code", "source": "x = \'\\ud800\'"}]}', encoding="utf-8")
    assert read_cells(path, BUDGETS) == [Cell("x = '?'")]


HOSTILE = {
    "no JSON": b"{",
    "no object": b"[]",
    "no cells": b"{}",
    "cells that are a text": b'{"cells": "abc"}',
    "nested 100,000 deep": b"[" * 100_000,
    "nested deep in a cell": b'{"cells": [' + b'{"a":' * 100_000,
    "bytes that are not UTF-8": b"\xff\xfe\x00",
    "a number of a million digits": b"9" * 1_000_000,
    "larger than allowed": b" " * (4 << 20) + b" ",
    "100,000 cells": b'{"cells": [' + b",".join([b'{"cell_type": "code", "source": ""}'] * 100_000) + b"]}",
    "a megabyte of source": b'{"cells": [{"cell_type": "code", "source": "' + b"x" * (1 << 20) + b'"}]}',
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_hostile_notebook_is_unreadable_in_one_line(tmp_path: Path, content: bytes) -> None:
    """Quickly, and with a reason."""
    path = tmp_path / "work.ipynb"
    path.write_bytes(content)
    started = time.monotonic()
    with pytest.raises(UnreadableSubmission) as caught:
        read_cells(path, BUDGETS)
    assert "\n" not in str(caught.value)
    assert time.monotonic() - started < 5


def test_large_outputs_stay_behind(tmp_path: Path) -> None:
    """Pictures in a notebook are not source code."""
    large = {**cell("x = 1"), "outputs": [{"data": {"image/png": "A" * (3 << 20)}}]}
    assert read_cells(notebook(tmp_path, large), BUDGETS) == [Cell("x = 1")]


def test_missing_file_and_folder_are_unreadable(tmp_path: Path) -> None:
    """The reason is the system's."""
    for path in (tmp_path / "none.py", tmp_path):
        with pytest.raises(UnreadableSubmission, match="cannot be read"):
            read_cells(path, BUDGETS)


def test_notebook_of_brackets_is_not_even_parsed(tmp_path: Path) -> None:
    """Thirty megabytes of empty lists would become more than a gigabyte of objects."""
    path = tmp_path / "work.ipynb"
    path.write_bytes(b'{"cells": [], "metadata": [' + b"[]," * 10_000_000 + b"0]}")
    with pytest.raises(UnreadableSubmission, match="too many parts: clear the outputs"):
        read_cells(path, Budgets())
