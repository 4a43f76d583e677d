"""Code for a newer Python than the grader's is read as what it means here."""

import subprocess
import sys
from pathlib import Path

import pytest

from coursekit.submission import newer
from coursekit.submission.newer import as_older, has_parameters
from coursekit.submission.source import Cell
from coursekit.submission.statements import statements

CASES = {
    'd = {"a": 1}\nprint(f"{d["a"]} {{d}} {d["a"]:>{d["a"]}}")': "1 {d} 1\n",
    "d = ['x']\nprint(f'{', '.join(d)}!', 'it\\'s')": "x! it's\n",
    "x = 2\nprint(rf'{x!r}\\d', f\"{'a' if x else 'b'}\", f\"{f'{x}'}\")": "2\\d a 2\n",
    'print("{", f"{1}", "}")  # f"{x["a"]}" of "it\'s"': "{ 1 }\n",
    'x = 3\nprint(f"""{x} "{x}" """, f\'{x}\')': '3 "3"  3\n',
    "class A[T]:\n    def f[S: (int, str)](self, x: T, y: S) -> T:\n        return x\nprint(A().f(1, 2))": "1\n",
    "type Pair[T] = tuple[int, int]\ndef f(x: Pair) -> Pair: return x\nprint(f((1, 2)))": "(1, 2)\n",
}


@pytest.mark.parametrize("source", CASES)
def test_code_does_what_it_says(source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every line stays where it is, and the program prints what it prints in Python 3.12."""
    monkeypatch.setattr(newer, "CAN_READ", False)
    older = as_older(source)
    assert older.count("\n") == source.count("\n")
    future = "from __future__ import annotations\n" if has_parameters(source) else ""
    run = subprocess.run([sys.executable, "-c", future + older], capture_output=True, text=True, check=False)
    assert (run.stdout, run.stderr) == (CASES[source], "")


def test_ordinary_code_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """All sources of this package, most of which have f-strings."""
    monkeypatch.setattr(newer, "CAN_READ", False)
    paths = sorted(Path(newer.__file__).parent.parent.rglob("*.py"))
    assert len(paths) > 30
    for path in paths:
        source = path.read_text(encoding="utf-8")
        assert as_older(source) == source, path


def test_cell_for_a_newer_python_is_read() -> None:
    """A class whose message has such an f-string, and one with a type parameter, are statements like any other."""
    cell = 'class A[T]:\n    def f(self, x: T):\n        raise ValueError(f"{x["p"]}")\nx = 1\n'
    found = statements([Cell(cell)])
    assert [(one.line, one.error) for one in found] == [(1, ""), (4, "")]
    assert all(one.tree is not None for one in found)
