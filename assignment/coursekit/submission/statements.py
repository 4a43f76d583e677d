"""Cells into statements: each can be run, skipped or told about on its own.

A cell is read as Python, else as what IPython makes of it (magics, shell commands, prompts, an indented cell), else
block by block, so that a line that is neither costs itself alone. Nothing is run here, but what parses a stranger's
source belongs into the process that runs it: a tree takes a hundred times the memory of its text.
"""

import __future__

import ast
import codeop
import re
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from IPython.core.inputtransformer2 import TransformerManager

from .marimo import laid_open
from .newer import as_older, has_parameters
from .source import Cell

# Cell magics that run their cell; every other one takes its cell away.
TRANSPARENT = ("%%time", "%%timeit", "%%capture", "%%prun")
SHELL = "__shell__"  # what stands for the notebook's shell in transformed code, see shell.py
SHELL_CALL = "get_ipython()."
SHARE = 4  # one block may use up this part of it
BEGINNING = 60  # characters of a statement's first line, by which a student knows it
CONTINUES = re.compile(r"(?:[)\]}]|(?:else|elif|except|finally|case)\b)")
PROMPT = re.compile(r"\s*In \[\d+\]: ")
WHOLE = 20_000  # characters; longer cells that are not plain Python are read block by block at once
PARSED = 400_000  # characters that are parsed at most, to find out where the blocks of a damaged cell end
IPYTHONS = re.compile(r"[%!?]|^\s*(?:>>> |In \[)", re.MULTILINE)  # in code that IPython may have to read first
ANNOTATIONS = __future__.annotations.compiler_flag
NOT_PYTHON = (SyntaxError, ValueError, RecursionError, MemoryError, SystemError, OverflowError)


@dataclass(frozen=True)
class Statement:
    """One statement at the top level of a cell.

    cell: the place of its cell among those that were given; line: its first line in that cell, from 1. beginning: its
    first line, shortened. tree: None where it is not Python; error then says why. flags: of the compiler, as the
    `from __future__` imports before it ask.
    """

    cell: int
    line: int
    beginning: str
    tree: ast.stmt | None
    error: str = ""
    flags: int = 0


def statements(cells: Sequence[Cell]) -> list[Statement]:
    """Return the statements of all cells in order; `from __future__` is taken wherever it stands, as IPython does."""
    found: list[Statement] = []
    flags = 0
    for number, cell in enumerate(cells):
        lines = cell.source.splitlines()
        flags |= ANNOTATIONS if has_parameters(cell.source) else 0
        for line, tree, error in _parsed(cell.source):
            if isinstance(tree, ast.ImportFrom) and tree.module == "__future__" and tree.level == 0:
                flags |= _flags(tree)
                continue
            shown = lines[line - 1].strip() if line <= len(lines) else ""
            found.append(Statement(number, line, shown[:BEGINNING], tree, error, flags))
    return found


def _parsed(source: str) -> Iterator[tuple[int, ast.stmt | None, str]]:
    """Yield line, tree and error of each statement of a cell."""
    source = laid_open(without_transparent_magic(source))
    # `In [3]: x = 1` is Python too: an annotation.
    tree = None if PROMPT.match(source) else _tree(source)
    if tree is None and (older := as_older(source)) != source:
        source, tree = older, _tree(older)
    if tree is None and len(source) <= WHOLE:
        tree = _tree(as_python(source))
    if tree is not None:
        for statement in tree.body:
            yield _first_line(statement), statement, ""
        return
    yield from _blocks(source)


def without_transparent_magic(source: str) -> str:
    """Blank the first line of a cell whose magic only says how to run it."""
    lines = source.splitlines(keepends=True)
    first = next((number for number, line in enumerate(lines) if line.strip() and line.lstrip()[0] != "#"), None)
    if first is not None and lines[first].split()[0] in TRANSPARENT:
        lines[first] = "\n"
    return "".join(lines)


def as_python(source: str) -> str:
    """Return a cell with IPython's syntax turned into calls; its lines keep their numbers, as far as IPython does."""
    lines = source.splitlines(keepends=True)
    # A comment above a cell magic is no reason not to see it.
    above = next((number for number, line in enumerate(lines) if line.strip() and line.lstrip()[0] != "#"), 0)
    begin = above if lines[above : above + 1] and lines[above].startswith("%%") else 0
    blank = next((number for number, line in enumerate(lines[begin:]) if line.strip()), 0)
    try:
        code = TransformerManager().transform_cell("".join(lines[begin:]))
    except (*NOT_PYTHON, RuntimeError, IndexError):
        return source
    return "\n" * (begin + blank) + code.replace(SHELL_CALL, f"{SHELL}.")


def _tree(source: str) -> ast.Module | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(source)
    except NOT_PYTHON:
        return None


def _blocks(source: str) -> Iterator[tuple[int, ast.stmt | None, str]]:
    """Yield the statements of a cell that is not Python as a whole: what begins at the left margin is a block."""
    lines = _dedented(source.splitlines(keepends=True))
    starts = [n for n, line in enumerate(lines) if line[:1].strip() and line[0] != "#" and not CONTINUES.match(line)]
    ends = [*starts[1:], len(lines)]
    room = PARSED
    index = 0
    while index < len(starts):
        first = starts[index]
        reserve = room - PARSED // SHARE
        for last in range(index, len(starts)):
            block = "".join(lines[first : ends[last]])
            room -= len(block)
            tree = _tree(block)
            if tree is None and room > 0 and IPYTHONS.search(block):
                room -= 10 * len(block)  # IPython takes that much longer
                tree = _tree(as_python(block))
            if tree is not None or room < max(reserve, 0) or not _incomplete(block):
                break
        if tree is None:
            # The first piece alone is given up: what follows may be whole.
            yield first + 1, None, _why("".join(lines[first : ends[index]]), first)
            index += 1
            continue
        for statement in tree.body:
            ast.increment_lineno(statement, first)
            yield _first_line(statement), statement, ""
        index = last + 1


def _dedented(lines: list[str]) -> list[str]:
    """Take the indentation of the first line of code away from all lines, as IPython does."""
    first = next((line for line in lines if line.strip() and line.lstrip()[0] != "#"), "")
    indent = first[: len(first) - len(first.lstrip())]
    return [line.removeprefix(indent) for line in lines] if indent else lines


def _incomplete(block: str) -> bool:
    """Return whether more lines may make Python of it."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return codeop.compile_command(block, symbol="exec") is None
    except NOT_PYTHON:
        return block.lstrip().startswith("@")


def _why(block: str, above: int) -> str:
    """Return why a block is not Python, in one line that names the line of its cell."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(block)
    except SyntaxError as error:
        return f"{type(error).__name__}: {error.msg}" + (f" (line {error.lineno + above})" if error.lineno else "")
    except NOT_PYTHON as error:
        return f"{type(error).__name__}: {error}"
    return "SyntaxError"


def _first_line(statement: ast.stmt) -> int:
    """Return where a statement begins, its decorators included."""
    decorators = getattr(statement, "decorator_list", [])
    return min([statement.lineno, *(decorator.lineno for decorator in decorators)])


def _flags(tree: ast.ImportFrom) -> int:
    features = [getattr(__future__, alias.name, None) for alias in tree.names]
    flags = 0
    for feature in features:
        if isinstance(feature, __future__._Feature):
            flags |= feature.compiler_flag
    return flags
