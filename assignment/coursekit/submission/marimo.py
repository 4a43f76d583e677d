"""A marimo notebook is a script whose cells are functions of `app`: they are laid open as the statements they hold."""

import ast
import re
import textwrap

APP = re.compile(r"^\w+ *= *(?:\w+\.)?App\(", re.MULTILINE)
IMPORT = re.compile(r"^(?:import marimo\b|from marimo import )", re.MULTILINE)
CELL, KEPT = "cell", ("function", "class_definition")  # decorators: of a cell, and of what stays as it is


def laid_open(source: str) -> str:
    """Return a marimo notebook as a plain script, every line at its place; any other text as it is."""
    if not (IMPORT.search(source) and APP.search(source)):
        return source
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return source
    lines = source.splitlines(keepends=True)
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            marks = {_mark(decorator) for decorator in node.decorator_list}
            if CELL in marks and not isinstance(node, ast.ClassDef):
                _open(lines, node.decorator_list[0].lineno, node.body)
            elif marks & {*KEPT}:
                _blank(lines, node.decorator_list[0].lineno, node.lineno - 1)
        elif isinstance(node, ast.With) and any(_mark(item.context_expr) == "setup" for item in node.items):
            _open(lines, node.lineno, node.body)
    return "".join(lines)


def _mark(node: ast.expr) -> str:
    """Return `cell` of `app.cell` and `app.cell(hide_code=True)`; "" for what is no part of anything."""
    node = node.func if isinstance(node, ast.Call) else node
    return node.attr if isinstance(node, ast.Attribute) else ""


def _open(lines: list[str], head: int, body: list[ast.stmt]) -> None:
    """Put the body of a block to the left margin; blank its head, and the `return` that ends it."""
    first, last = _first(body[0]), body[-1].end_lineno or body[-1].lineno
    inside = textwrap.dedent("".join(lines[first - 1 : last])).splitlines(keepends=True)
    lines[first - 1 : last] = inside
    _blank(lines, head, first - 1)
    if isinstance(body[-1], ast.Return):
        _blank(lines, body[-1].lineno, last)


def _first(statement: ast.stmt) -> int:
    return min([statement.lineno, *(mark.lineno for mark in getattr(statement, "decorator_list", []))])


def _blank(lines: list[str], first: int, last: int) -> None:
    """Empty lines, numbered from 1."""
    lines[first - 1 : last] = ["\n"] * (last - first + 1)
