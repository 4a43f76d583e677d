"""A notebook of marimo, which is a script of functions, is run as the statements that stand in its cells."""

import ast
from unittest import mock

import pytest

from coursekit.submission.marimo import laid_open
from coursekit.submission.source import Cell, UnreadableError
from coursekit.submission.statements import statements
from tests.course import read_submission

NOTEBOOK = '''import marimo

__generated_with = "0.9.14"
app = marimo.App(width="medium")

with app.setup:
    import math


@app.cell
def _():
    import torch
    from torch import nn
    return nn, torch


@app.cell(hide_code=True)
def __(mo):
    mo.md(r"""
    # A text
    """)
    return


@app.cell
async def model(
    nn,
):
    class ModelBaseline(nn.Module):
        """Text."""

        def forward(self, x):
            return x

    return (ModelBaseline,)


@app.class_definition
class SpatialDropout:
    p = 0.2


@app.cell
def _():
    x = 1
    return


if __name__ == "__main__":
    app.run()
'''


def test_cells_become_statements_in_their_lines() -> None:
    """Classes are at the left margin, no function of a cell is left, and every line stays where it was."""
    opened = laid_open(NOTEBOOK)
    assert opened.count("\n") == NOTEBOOK.count("\n")
    tree = ast.parse(opened)
    names = {node.name: node.lineno for node in tree.body if isinstance(node, ast.ClassDef | ast.FunctionDef)}
    assert {name: NOTEBOOK.splitlines()[line - 1].strip() for name, line in names.items()} == {
        "ModelBaseline": "class ModelBaseline(nn.Module):",
        "SpatialDropout": "class SpatialDropout:",
    }
    bound = {
        node.targets[0].id for node in tree.body if isinstance(node, ast.Assign) and hasattr(node.targets[0], "id")
    }
    assert {"app", "x"} <= bound
    run = {it.tree.name: it.line for it in statements([Cell(NOTEBOOK)]) if isinstance(it.tree, ast.ClassDef)}
    assert run == names


def test_other_scripts_are_left_alone() -> None:
    """One that has an `app` of another kind, and one that is no Python."""
    for source in (
        "import flask\napp = flask.App(x)\n@app.cell\ndef f():\n    return 1\n",
        NOTEBOOK + "def broken(:\n",
    ):
        assert laid_open(source) == source


def test_whoever_grades_does_not_parse_it() -> None:
    """Reading makes no tree: that of 30 MB of brackets, which is one file, took the process that judges 6 GiB."""
    parse = mock.Mock(side_effect=AssertionError("parsed as Python"))
    with mock.patch.object(ast, "parse", parse), mock.patch("builtins.compile", parse):
        assert read_submission("work.py", NOTEBOOK.encode()).cells == (Cell(NOTEBOOK),)
        with pytest.raises(UnreadableError) as raised:
            read_submission("work.py", (NOTEBOOK + "x = [" + "[]," * 400_000 + "]\n").encode())
    assert raised.value.note.code == "too_much_source"
