"""What is read from a notebook: the sources of its code cells, and one line where that cannot be."""

import json
import time
from typing import Any

import pytest

from coursekit.course import course_of
from coursekit.submission.source import Cell, Limits, UnreadableError
from tests.course import SEMINAR, read_submission
from tests.submission.files import ANSWERS, cell, notebook

LIMITS = Limits(file_mib=4, source_kib=64, cells=100)


def read(content: bytes) -> list[Cell]:
    """Return the cells of a notebook."""
    return list(read_submission("work.ipynb", content, LIMITS).cells)


def test_code_cells_are_read_in_order() -> None:
    """A source may be a text or a list of lines; text cells stay behind, and are not counted."""
    content = notebook("a = 1", cell("# Title", "markdown"), cell(["b = 2\n", "c = 3"]))
    assert read(content) == [Cell("a = 1", 1), Cell("b = 2\nc = 3", 2)]


def test_ignored_cells_are_marked() -> None:
    """By Otter's tag or by Otter's metadata; they are counted, as the student counts them."""
    cells = cell("a", tags=["otter_ignore"]), cell("b", otter={"ignore": True}), cell("c", tags=["other"])
    assert [(it.number, it.ignored) for it in read(notebook(*cells))] == [(1, True), (2, True), (3, False)]


def test_questions_of_the_metadata_are_kept() -> None:
    """Otter judges these right after the cell."""
    assert read(notebook(cell("a", otter={"tests": ["q1", 5]}))) == [Cell("a", 1, ("q1",))]


@pytest.mark.parametrize(
    "odd",
    [5, None, [], {}, {"cell_type": "code"}, cell(5), cell([1, None]), {**cell("x = 1"), "metadata": 7}],
    ids=str,
)
def test_odd_cells_do_not_stop_the_rest(odd: Any) -> None:
    """A cell that is no cell is nothing, or empty."""
    assert "y = 2" in [it.source for it in read(notebook(odd, "y = 2"))]


@pytest.mark.parametrize(
    "metadata",
    [{"tags": 5}, {"tags": "otter_ignore"}, {"otter": []}, {"otter": {"tests": "q1"}}],
    ids=str,
)
def test_odd_metadata_is_no_metadata(metadata: dict[str, Any]) -> None:
    """The cell is read as if it had none."""
    assert read(notebook(cell("x", **metadata))) == [Cell("x", 1)]


@pytest.mark.parametrize("minor", range(6))
def test_fourth_format_is_read_whatever_its_minor_version(minor: int) -> None:
    """Cells of 4.0 have no id; nobody asks for one."""
    assert read(notebook(ANSWERS, nbformat_minor=minor)) == [Cell(ANSWERS, 1)]


@pytest.mark.parametrize("more", [{}, {"cells": []}], ids=["worksheets alone", "with an empty list of cells"])
def test_third_format_is_read(more: dict[str, Any]) -> None:
    """Cells lie in worksheets, and their source is called input."""
    cells = [{"cell_type": "heading", "source": "Title"}, {"cell_type": "code", "input": ANSWERS, "language": "python"}]
    content = json.dumps({"worksheets": [{"cells": cells}, {"cells": [cells[1]]}], "nbformat": 3, **more}).encode()
    assert read(content) == [Cell(ANSWERS, 1), Cell(ANSWERS, 2)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a\r\nb\rc", "a\nb\nc"),
        ("\ufeffx = 1", "x = 1"),
        ("x = 1\0\0", "x = 1"),
        ("x = '\ud800'", "x = '?'"),
    ],
    ids=["line ends", "a mark", "zeros", "half of a pair"],
)
def test_source_is_text_that_python_can_read(source: str, expected: str) -> None:
    """What JSON can hold and a source file cannot is put right."""
    content = json.dumps({"cells": [cell(source)], "metadata": {"otter": {"assignment_name": SEMINAR.name}}}).encode()
    assert read(content) == [Cell(expected, 1)]


def test_library_knows_the_name_of_the_assignment() -> None:
    """It is written into notebooks by the build and read by the library."""
    assert course_of(SEMINAR.library).name == SEMINAR.name


@pytest.mark.parametrize("assignment", [None, "hw1", SEMINAR.name], ids=["lost", "of another", "kept"])
def test_notebook_with_the_classes_is_read_whatever_its_metadata_say(assignment: str | None) -> None:
    """The name in the metadata is a hint: VS Code, Kaggle and Jupytext lose it."""
    assert read(notebook("import torch", ANSWERS, assignment=assignment))[1].source == ANSWERS


@pytest.mark.parametrize(
    ("assignment", "words"),
    [("hw1", "is a notebook of the assignment 'hw1', and no cell"), (None, "is a notebook not of this assignment")],
)
def test_notebook_without_the_classes_is_of_this_assignment_or_refused(assignment: str | None, words: str) -> None:
    """Where the classes are missing, only the name tells whether the right file was handed in."""
    with pytest.raises(UnreadableError, match=words):
        read(notebook("x = 1", assignment=assignment))
    assert read(notebook("x = 1")) == [Cell("x = 1", 1)]


HOSTILE = {
    "no JSON": (b"{", "is not valid JSON"),
    "no object": (b"[]", "has no cells"),
    "no cells": (b"{}", "has no cells"),
    "cells that are a text": (b'{"cells": "abc"}', "has no cells"),
    "nested 100,000 deep": (b"[" * 100_000, "is not valid JSON"),
    "nested deep in a cell": (b'{"cells": [' + b'{"a":' * 100_000, "is not valid JSON"),
    "bytes that are not UTF-8": (b"\xff\xfe\x00", "is not valid JSON"),
    "a number of a million digits": (b"9" * 1_000_000, "is not valid JSON|has no cells"),
    "larger than allowed": (b" " * (4 << 20) + b" ", "is larger than 4 MB"),
    "100,000 cells": (
        b'{"cells": [' + b",".join([b'{"cell_type": "code", "source": ""}'] * 100_000) + b"]}",
        "100000 code cells; at most 100",
    ),
    "a megabyte of source": (
        b'{"cells": [{"cell_type": "code", "source": "' + b"x" * (1 << 20) + b'"}]}',
        "1024 kB of source code; at most 64 kB",
    ),
    "a merge conflict": (b'{\n<<<<<<< HEAD\n"cells": [],\n=======\n>>>>>>> x\n}', "merge conflict"),
    "blanks": (b" \r\n\0\0", "is empty"),
}


@pytest.mark.parametrize(("content", "words"), HOSTILE.values(), ids=HOSTILE)
def test_hostile_notebook_is_unreadable_in_one_line(content: bytes, words: str) -> None:
    """Quickly, and with a reason."""
    started = time.process_time()
    with pytest.raises(UnreadableError, match=words) as caught:
        read(content)
    assert str(caught.value).isprintable()
    assert time.process_time() - started < 5


def test_large_outputs_stay_behind() -> None:
    """Pictures in a notebook are not source code."""
    large = {**cell("x = 1"), "outputs": [{"data": {"image/png": "A" * (3 << 20)}}]}
    assert read(notebook(large)) == [Cell("x = 1", 1)]


def test_notebook_of_brackets_is_not_even_parsed() -> None:
    """Thirty megabytes of empty lists would become more than a gigabyte of objects."""
    content = b'{"cells": [], "metadata": [' + b"[]," * 10_000_000 + b"0]}"
    with pytest.raises(UnreadableError, match="too many parts: clear the outputs"):
        read_submission("work.ipynb", content)


def test_merge_conflict_in_a_cell_is_said() -> None:
    """The rest of the notebook is read."""
    content = notebook(f"<<<<<<< HEAD\n{ANSWERS}\n=======\nx = 1\n>>>>>>> other\n")
    (note,) = read_submission("work.ipynb", content).notes
    assert note.code == "conflict_inside"
