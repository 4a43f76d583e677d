"""A cell falls into statements, and a line that is no Python costs itself alone."""

import ast
import time

import pytest

from coursekit.submission.source import Cell
from coursekit.submission.statements import Statement, statements


def of(*sources: str) -> list[Statement]:
    """Return the statements of cells with these sources."""
    return statements([Cell(source, number) for number, source in enumerate(sources, 1)])


def shown(found: list[Statement]) -> list[str]:
    """Return each statement as Python again, or what is wrong with it."""
    return [ast.unparse(one.tree) if one.tree else f"! {one.error}" for one in found]


def test_statements_know_their_cell_and_line() -> None:
    """Decorators belong to what they decorate."""
    found = of("a = 1\n\nb = 2", "@d\nclass C:\n    pass\nc = 3")
    assert [(one.cell, one.line, one.beginning) for one in found] == [
        (0, 1, "a = 1"),
        (0, 3, "b = 2"),
        (1, 1, "@d"),
        (1, 4, "c = 3"),
    ]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("%matplotlib inline\nx = 1", ["__shell__.run_line_magic('matplotlib', 'inline')", "x = 1"]),
        ("!pip install torch\nx = 1", ["__shell__.system('pip install torch')", "x = 1"]),
        ("files = !ls\nx = 1", ["files = __shell__.getoutput('ls')", "x = 1"]),
        ("torch?\nx = 1", ["__shell__.run_line_magic('pinfo', 'torch')", "x = 1"]),
        ("%%time\nx = 1", ["x = 1"]),
        ("# my cell\n%%capture out\nx = 1", ["x = 1"]),
        ("x = 5 % 3", ["x = 5 % 3"]),
        ("    x = 1\n    y = 2", ["x = 1", "y = 2"]),
        (">>> x = 1\n>>> if x:\n...     y = 2", ["x = 1", "if x:\n    y = 2"]),
        ("In [3]: x = 1", ["x = 1"]),
        ("if True:\n    !ls\nx = 1", ["if True:\n    __shell__.system('ls')", "x = 1"]),
    ],
    ids=str,
)
def test_notebook_syntax_becomes_python(source: str, expected: list[str]) -> None:
    """Magics, shell commands, help, prompts and an indented cell, as IPython understands them."""
    assert shown(of(source)) == expected


@pytest.mark.parametrize("source", ["%%bash\nrm -rf /", "%%html\n<b>", "# mine\n%%writefile x.py\nx = 1"])
def test_cell_of_another_language_is_one_call(source: str) -> None:
    """Nothing of it is taken for Python."""
    (only,) = of(source)
    assert only.tree is not None
    assert "run_cell_magic" in ast.unparse(only.tree)


def test_damaged_block_costs_itself() -> None:
    """What begins at the left margin is a block; the ones before and after a damaged one are whole."""
    found = of(
        "x = 1\ndef broken(:\n    return 1\n\n"
        "class Good:\n    def f(self):\n        return 2\n\ntry:\n    y\nexcept E:\n    z"
    )
    assert [one.tree is not None for one in found] == [True, False, True, True]
    assert found[1].line == 2
    assert found[1].error.startswith("SyntaxError")
    assert "(line 2)" in found[1].error


@pytest.mark.parametrize(
    "source",
    [
        "This is prose that ended up in a code cell.\nx = 1",
        "x = foo(1,\nx = 1",
        'text = """never closed\nx = 1',
        "!ls\nThis is prose\nx = 1",
        "@\nx = 1",
        "else:\n    pass\nx = 1",
        "x = (1,\n  2,\n) )\nx = 1",
        "<<<<<<< HEAD\nx = 1",
        "x = 1 if\nx = 1",
    ],
    ids=str,
)
def test_rest_of_a_damaged_cell_is_found(source: str) -> None:
    """Whatever stands before it, the last line of each is a statement."""
    assert shown(of(source))[-1] == "x = 1"


def test_docstring_at_the_left_margin_stays_in_its_class() -> None:
    """A text may begin at the margin in the middle of a block, in a cell that has to be read block by block."""
    found = of('%%nothing?\nbroken (:\nclass C:\n    """\nAt the margin.\n    """\n    x = 1\n')
    assert isinstance(found[-1].tree, ast.ClassDef)


def test_future_imports_count_wherever_they_stand() -> None:
    """In a cell below others, or in the middle of a script; what follows is compiled with them."""
    before, after = of("a = 1\nfrom __future__ import annotations\nb = 2")
    assert before.flags == 0
    assert after.flags


@pytest.mark.parametrize(
    "source",
    [
        "(" * 100_000,
        "-" * 100_000 + "1",
        "x = " + "[" * 5000 + "]" * 5000,
        "\0",
        "a(\n" * 20_000,
        "'''\n" + "x\n" * 100_000,
        "x = 1\n" * 50_000,
        "@d\n" * 20_000,
        "def f(:\n" * 5_000,
    ],
    ids=lambda source: f"{source[:8]!r}...",
)
def test_monsters_end_soon(source: str) -> None:
    """Nested, repeated and never closed: no crash, and not for ever."""
    started = time.process_time()
    of(source)
    assert time.process_time() - started < 20
