"""Runs the cells of a submission as a notebook would, inside the worker, and keeps the names of each question.

The namespace of a question is the one at its last `grader.check("q1")`, or after the cell that its metadata names;
for a question that is never checked it is the one at the end. That is what Otter does.
"""

import builtins
import linecache
import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any

from IPython.core.inputtransformer2 import TransformerManager
from IPython.display import display

# Cell magics that run their cell; every other one takes its cell away.
TRANSPARENT = ("%%time", "%%timeit", "%%capture", "%%prun")
SIGNS = ("%", "!", "?")
# What stands for the notebook's shell; `get_ipython` may be imported anew by the student, and is None then.
SHELL = "__shell__"
SHELL_CALL = "get_ipython()."


class Notebook:
    """One run of a submission's cells in one namespace."""

    def __init__(self) -> None:
        main = ModuleType("__main__")
        self.names = main.__dict__
        shell = Shell(self.names)
        self.names.update({"__builtins__": builtins, "display": display, "get_ipython": lambda: shell, SHELL: shell})
        self._kept: dict[str, dict[str, Any]] = {}
        sys.modules["__main__"] = main
        sys.modules["otter"] = self._otter()

    def run(self, number: int, source: str, questions: list[str]) -> str | None:
        """Run one cell; return what it raised, in one line, or None. Whatever it raises, the next cell can run."""
        error = None
        try:
            code = plain(source)
            name = f"<cell {number}>"
            linecache.cache[name] = (len(code), None, code.splitlines(keepends=True), name)
            exec(compile(code, name, "exec", dont_inherit=True), self.names)
        except BaseException as raised:
            error = describe(raised)
        for question in questions:
            self._keep(question)
        return error

    def open(self, question: str) -> dict[str, Any]:
        """Return the names of a question, and put them back, so that its functions find the globals of their time."""
        kept = self._kept[question]
        self.names.clear()
        self.names.update(kept)
        return kept

    def end(self, questions: list[str]) -> None:
        """Keep the names of all questions that were not checked on the way."""
        for question in questions:
            if question not in self._kept:
                self._keep(question)

    def _keep(self, question: str) -> None:
        self._kept[question] = dict(self.names)

    def _otter(self) -> ModuleType:
        """Return a stand-in for Otter: `grader.check` notes where a question is judged, the rest does nothing."""
        keep = self._keep

        class Grader:
            def __init__(self, *given: Any, **named: Any) -> None: ...

            def check(self, question: str, *given: Any, **named: Any) -> None:
                keep(str(question))

            def __getattr__(self, name: str) -> Callable[..., None]:
                return nothing

        otter = ModuleType("otter")
        otter.Notebook = Grader  # type: ignore[attr-defined]
        return otter


class Shell:
    """What `get_ipython()` gives: magics and shell commands do nothing, except that `%time` runs its statement."""

    def __init__(self, names: dict[str, Any]) -> None:
        self._names = names

    def run_line_magic(self, magic: str, line: str, *given: Any) -> None:
        """Run the statement of `%time`; leave every other magic."""
        if magic == "time":
            exec(line, self._names)

    def __getattr__(self, name: str) -> Callable[..., None]:
        return nothing


def nothing(*given: Any, **named: Any) -> None:
    """Stand in for what only makes sense in a notebook that somebody looks at."""


def plain(source: str) -> str:
    """Return the source of a cell as Python, with IPython's syntax turned into calls of `get_ipython()`."""
    lines = source.splitlines(keepends=True)
    first = next((number for number, line in enumerate(lines) if line.strip()), None)
    if first is not None and lines[first].split()[0] in TRANSPARENT:
        lines[first] = "\n"
    code = "".join(lines)
    if any(mark in code for mark in SIGNS):
        code = TransformerManager().transform_cell(code)
    return code.replace(SHELL_CALL, f"{SHELL}.")


def describe(error: BaseException) -> str:
    """Return an error in one line, also where printing it fails."""
    try:
        return f"{type(error).__name__}: {(str(error).splitlines() or [''])[0]}"[:300]
    except BaseException:
        return "an error that cannot be printed"
