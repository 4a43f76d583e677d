"""What `get_ipython()` gives where a submission is run: commands do nothing, and what needs only files works."""

import importlib.machinery
from collections.abc import Callable, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

from .statements import TRANSPARENT

FILES = ("writefile", "file")
NAME = "get_ipython"


class Shell:
    """A notebook's shell without a system behind it.

    Shell commands give an empty list or text. `%time` runs its statement, `%run` a file of the submission's folder,
    `%cd` changes the folder if it can, `%%writefile` writes a file. Every other magic does nothing.
    run: how a source is run under a name of a file.
    """

    def __init__(self, names: dict[str, Any], run: Callable[[str, str], None]) -> None:
        self._names = names
        self._run = run

    @property
    def user_ns(self) -> dict[str, Any]:
        """The names of the notebook."""
        return self._names

    user_global_ns = user_ns

    def push(self, variables: Mapping[str, Any], *given: Any, **named: Any) -> None:
        """Bind names of the notebook."""
        self._names.update(variables)

    def ev(self, expression: str) -> Any:
        """Return the value of an expression over the names of the notebook."""
        return eval(expression, self._names)

    def ex(self, code: str) -> None:
        """Run code over the names of the notebook."""
        exec(code, self._names)

    def run_line_magic(self, magic: str, line: str, *given: Any, **named: Any) -> Any:
        """Run `%time`, `%run`, `%cd`; leave every other magic."""
        words = line.split()
        if magic == "time":
            exec(line, self._names)
        elif magic == "run":
            names = [word for word in words if not word.startswith("-")]
            if names:
                path = Path(names[0].strip("'\""))
                path = path if path.suffix else path.with_suffix(".py")
                self._run(path.read_text(encoding="utf-8-sig"), str(path))
        return Output()

    def run_cell_magic(self, magic: str, line: str, cell: str, *given: Any) -> Any:
        """Write the file of `%%writefile`, run the cell of `%%time` and the like; leave every other magic."""
        words = line.split()
        if f"%%{magic}" in TRANSPARENT:
            self._run(cell, "<cell>")
        if magic in FILES and words:
            path = Path(words[-1].strip("'\""))
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("a" if "-a" in words or "--append" in words else "w", encoding="utf-8") as file:
                file.write(cell if cell.endswith("\n") else cell + "\n")
        return Output()

    def run_cell(self, cell: str, *given: Any, **named: Any) -> Any:
        """Run a cell that another one holds."""
        self._run(cell, "<cell>")
        return Output()

    def magic(self, line: str) -> Any:
        """Run a line magic as old exports write it."""
        name, _, rest = line.partition(" ")
        return self.run_line_magic(name, rest)

    def getoutput(self, command: str, *given: Any, **named: Any) -> "Output":
        """Return what a shell command printed: nothing."""
        return Output()

    def system(self, command: str, *given: Any, **named: Any) -> int:
        """Leave a shell command, and say that it went well."""
        return 0

    def __getattr__(self, name: str) -> "Nothing":
        if name.startswith("__"):
            raise AttributeError(name)
        return Nothing()


class Output(list[str]):
    """The lines that a shell command printed, as IPython gives them: none."""

    n = s = nlstr = spstr = ""

    @property
    def l(self) -> list[str]:  # noqa: E743 - IPython's own name
        """The lines."""
        return []


class Nothing:
    """Stands in for what only makes sense in a notebook that somebody looks at: calls do nothing, parts are nothing."""

    def __call__(self, *given: Any, **named: Any) -> None:
        """Do nothing."""

    def __getattr__(self, name: str) -> "Nothing":
        if name.startswith("__"):
            raise AttributeError(name)
        return Nothing()


def otter_stand_in() -> ModuleType:
    """Return a stand-in for Otter: everything in it does nothing."""
    otter = ModuleType("otter")
    otter.__spec__ = importlib.machinery.ModuleSpec("otter", None)
    vars(otter)["Notebook"] = lambda *given, **named: Nothing()
    return otter
