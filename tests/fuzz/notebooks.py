"""Notebooks and cells as somebody could hand them in: the real thing with wrong types, odd metadata, other bytes."""

from functools import cache
from random import Random
from typing import Any

from tests.course import ASSIGNMENT, LANGUAGES, SEMINAR, notebook_name
from tests.fuzz.mutations import TEXTS, forged, json_bytes, mutated, odd_value

# What IPython turns into Python, in one line each or opening a cell, and Python that looks like it.
LINES = (
    "%matplotlib inline",
    "%time y = 2",
    "x = %timeit -o 1",
    "!ls $x {y}",
    "!!ls",
    "files = !ls",
    "a, b = !ls",
    "print?",
    "print??",
    "?print",
    "x.y?; z",
    "*.a?",
    "%",
    "!",
    "?",
    "%%time",
    "%%bash",
    "  %%capture out",
    ">>> x = 1",
    "... y",
    "In [1]: x = 1",
    "   ...: y",
    "/f 1 2",
    ",f a b",
    ";f a b",
    "x = 5 % 3 \\",
    "'''",
    '"""',
    "f'{x!r:%d}'",
    "print('100 %')",
    "def f(a, b=1):",
    "    return a",
    "\treturn (",
    "class A:",
    "if x: # !",
    "lambda: (yield)",
    "get_ipython().run_line_magic('x', 'y')",
    "x = [1, (2, {3:",
    "\\",
    "\\\\",
    "\f",
    "\r",
    "\0",
    "\u2028",
    "é = 1",
    "x: int = 1_000",
    "await x",
    "async def f(): await g()",
    "from x import *",
    "return",
    "nonlocal x",
    "# coding: latin-1",
    "# %%",
    "class ModelBaseline(nn.Module):",
    "class SpatialDropout(nn.Module): pass",
    "    def forward(self, x): return x",
    "SpatialDropout = ModelBaseline",
    "from layers import ModelBaseline, SpatialDropout",
    "<<<<<<< HEAD",
    "use_language('ru')",
    '    """ Ж',
    "",
    "    ",
)
CUTS = (*"%!?'\"\\()[]{}:;#= \t\r\n\f\0\ufeff\u00a0é", "%%", "\\\n", "'''", "\r\n", "f'{", "\ud800", "get_ipython().")


@cache
def originals() -> tuple[bytes, ...]:
    """Return the notebooks that are handed out, which a student's begin as."""
    return tuple((ASSIGNMENT / notebook_name(language)).read_bytes() for language in LANGUAGES)


def source(rng: Random) -> str:
    """Return the source of a cell with IPython's syntax in it, whole or damaged."""
    lines = [rng.choice(LINES) for _ in range(rng.choice((1, 1, 2, 3, 5, 12)))]
    text = rng.choice(("\n", "\n", "\n", "\r\n", "\n\n", "\n    ")).join(lines)
    for _ in range(rng.choice((0, 0, 1, 3))):
        at = rng.randint(0, len(text))
        text = text[:at] + rng.choice(CUTS) + text[at + rng.randrange(3) :]
    deep = rng.choice((1, 10, 90, 210, 1000, 7000))
    match rng.randrange(40):
        case 0:
            text += "\n" + rng.choice(("(", "[", "{", "-", "~", "not ", "f'{", "lambda:")) * deep
        case 1:
            text += "\n" + "".join(" " * level + "if x:\n" for level in range(min(deep, 210)))
        case 2:
            text += "\nx = " + rng.choice(("9" * 5000, "2 ** 10 ** 9", "'a' * 10 ** 10", "1e999", "0x" + "f" * 5000))
        case 3:
            text = "\n".join([text] * rng.choice((2, 4)))
    return text


def source_bytes(rng: Random) -> bytes:
    """Return the bytes of a cell's source, which may be no UTF-8."""
    content = source(rng).encode("utf-8", "surrogatepass")
    return mutated(rng, content) if rng.randrange(4) == 0 else content


def script_bytes(rng: Random) -> bytes:
    """Return the bytes of a script, or of a notebook that was saved under a script's name."""
    return rng.choice((source_bytes, source_bytes, notebook_bytes))(rng)


def cell(rng: Random) -> dict[str, Any]:
    """Return a cell as notebooks have them, with the metadata that Otter looks at."""
    lines: Any = source(rng)
    if rng.randrange(2):
        lines = lines.splitlines(keepends=True)
    metadata: dict[str, Any] = {}
    if rng.randrange(3) == 0:
        metadata["tags"] = [rng.choice(("otter_ignore", "other", *TEXTS))]
    if rng.randrange(3) == 0:
        metadata["otter"] = {"tests": ["q1", rng.choice(TEXTS)], "ignore": rng.choice((True, False))}
    kind = rng.choice(("code", "code", "markdown", "raw"))
    return {"cell_type": kind, "metadata": metadata, "source": lines, "outputs": [], "execution_count": None}


def notebook(rng: Random) -> dict[str, Any]:
    """Return a notebook of the assignment with a few cells, or with more than are read."""
    cells = [cell(rng) for _ in range(rng.choice((0, 1, 2, 4)))]
    if rng.randrange(50) == 0:
        cells = (cells or [cell(rng)]) * 100
    metadata = {"otter": {"assignment_name": SEMINAR.name}, "kernelspec": {"name": "python3"}}
    return {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def notebook_bytes(rng: Random) -> bytes:
    """Return the bytes of a notebook: valid, forged in its values, damaged in its bytes, or no notebook at all."""
    match rng.randrange(16):
        case 0 | 1 | 2:
            return json_bytes(rng, notebook(rng))
        case 3:
            return mutated(rng, rng.choice(originals()))
        case 4:
            return rng.choice((b"", b" \n", b"[]", b"{}", b"null", rng.randbytes(rng.randrange(64))))
        case 5:
            return json_bytes(rng, odd_value(rng))
        case 6 | 7 | 8:
            return mutated(rng, json_bytes(rng, notebook(rng)))
        case _:
            value = notebook(rng)
            for _ in range(rng.choice((1, 1, 2, 3))):
                value = forged(rng, value)
            return json_bytes(rng, value)
