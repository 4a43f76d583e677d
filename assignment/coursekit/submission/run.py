"""Runs the statements of a submission in one namespace, and keeps the names of each question as of its time.

A statement that fails costs itself: the next one runs. What it raised is kept, so that a class that is missing later
can be traced to what went wrong first.
"""

import ast
import builtins
import inspect
import linecache
import signal
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import IPython
import torch
from IPython.display import display

from ..errors import asks_for_gpu, one_line
from .forms import is_main_guard
from .helpers import install_finder, write_helpers
from .imports import Imports
from .names import compiled
from .plan import GIVEN, Plan, make_plan
from .shell import Shell, otter_stand_in
from .source import Cell
from .standins import StandIn
from .statements import SHELL, Statement, statements

RAISED, NOT_PYTHON, STOPPED, NO_GPU, ENDED = "raised", "not_python", "stopped", "no_gpu", "ended"
KINDS = (RAISED, NOT_PYTHON, STOPPED, NO_GPU, ENDED)
LONGEST = 300
CHAIN = 20  # failures that are followed back to the first
SCRIPT = "submission"  # the name of the module that a script becomes


class StopStatement(BaseException):
    """Raised into a statement that has used up its time."""


@dataclass(frozen=True)
class Failure:
    """Why a statement did not run to its end: one of KINDS, what was raised in one line, and the line of its cell."""

    kind: str
    error: str
    line: int


class Run:
    """One run of a submission.

    graded: the class that each question is about. folder: where it runs, and where `helpers` are written; some may lie
    beside it, below `top`. skip: statements that are left out, because they have ended a process before this one.
    `failures` has what went wrong by number of the statement, `done` the statements that were run.
    """

    def __init__(
        self,
        cells: Sequence[Cell],
        graded: Mapping[str, str],
        *,
        script: bool,
        folder: Path,
        top: Path | None = None,
        helpers: Mapping[str, bytes] | None = None,
        skip: Sequence[int] = (),
    ) -> None:
        self._cells = cells
        self.graded = graded
        self._kept: dict[str, dict[str, Any]] = {}
        self._active = False
        self.done: set[int] = set()
        self._made: set[int] = set()  # statements, such as a block, that failed after they had made a graded class
        write_helpers(folder, top or folder, helpers or {})
        install_finder(folder, self._run_module)
        self.plan: Plan = make_plan(cells, graded)
        self.failures: dict[int, Failure] = {
            number: Failure(ENDED, "", self.plan.statements[number].line)
            for number in skip
            if 0 <= number < len(self.plan.statements)
        }
        self._imports = Imports(self.plan.statements, folder)
        main = ModuleType(SCRIPT if script and not self._needs_main_part() else "__main__")
        self.names = main.__dict__
        shell = Shell(self.names, self._run_file)
        # `from IPython import get_ipython` must give the same.
        IPython.get_ipython = lambda: shell
        own = {"__builtins__": builtins, "display": display, "get_ipython": lambda: shell, SHELL: shell}
        self.names.update(own)
        if script:
            self.names["__file__"] = str(folder / f"{SCRIPT}.py")
        # `from __main__ import Net` means this file, also where the name says that the main part is not to be run.
        sys.modules[main.__name__] = sys.modules["__main__"] = main
        sys.modules["otter"] = otter_stand_in()
        self._offer_sources(script)

    def step(self, number: int, *, again: bool = False) -> Failure | None:
        """Run one statement; return why it did not run to its end, or None. Whatever it does, the next one can run.

        again: after all others, because a name that it needs may be there by now.
        """
        if again:
            self.failures.pop(number, None)
            self._keep_late(number)
        self.keep_before(number)
        self.done.add(number)
        if number in self.failures:
            return self.failures[number]
        statement = self.plan.statements[number]
        torch.manual_seed(0)
        before = [self.names.get(cls) for cls in self.graded.values()]
        failure = self._guarded(statement, self._file(statement), self.names)
        if failure is not None:
            self.failures[number] = failure
            after = (self.names.get(cls) for cls in self.graded.values())
            if any(one is not other for one, other in zip(before, after, strict=True)):
                self._made.add(number)
        return failure

    def keep_before(self, number: int) -> None:
        """Keep the names of each question that is judged before this statement."""
        for question, place in self.plan.judged.items():
            if place < number and question not in self._kept:
                self._kept[question] = self._names_of(question)

    def _keep_late(self, number: int) -> None:
        """Keep the names of each question judged before this statement whose class has only now been made."""
        for question, cls in self.graded.items():
            late = self.plan.judged[question] < number and cls not in self._kept.get(question, {})
            if late and cls in self.names:
                self._kept[question] = self._names_of(question)

    def end(self) -> None:
        """Keep the names of all other questions as they are now, and of those whose class was not there at its time."""
        for question, cls in self.graded.items():
            if cls not in self._kept.get(question, {}):
                self._kept[question] = self._names_of(question)
            # Names that come only later: notebooks are not always run from top to bottom.
            for name in self.plan.unresolved.get(question, ()):
                if name in self.names:
                    self._kept[question].setdefault(name, self.names[name])

    def open(self, question: str) -> dict[str, Any]:
        """Return the names of a question, and put them back, so that its functions find the globals of their time."""
        kept = self._kept[question]
        self.names.clear()
        self.names.update(kept)
        return kept

    def _needs_main_part(self) -> bool:
        """Return whether `if __name__ == "__main__":` binds a name that is needed and that nothing else binds."""
        guards = {n for n in self.plan.needed if is_main_guard(self.plan.statements[n].tree)}
        others = {name for n in self.plan.needed if n not in guards for name in self.plan.names[n].binds}
        return any(self.plan.names[n].binds - others for n in guards)

    def not_installed(self) -> list[str]:
        """Return the packages that are missing at the end: the submission may have written one itself."""
        return self._imports.not_installed()

    def early(self) -> list[int]:
        """Return the needed statements that failed for a name that was not there, and may be there now."""
        return [n for n in self.plan.needed if n in self.failures and is_early(self.failures[n])]

    def is_complete(self) -> bool:
        """Return whether more statements could not help: all graded classes are there, with all that they read."""
        needed = [self.failures[number] for number in self.plan.needed if number in self.failures]
        if any(failure.kind not in (NOT_PYTHON, NO_GPU, STOPPED) for failure in needed):
            return False
        return all(
            cls in self._kept[question] and self.plan.unresolved[question] <= self._kept[question].keys() | GIVEN
            for question, cls in self.graded.items()
        )

    def _names_of(self, question: str) -> dict[str, Any]:
        """Return the names as they are now; where an object has taken the name of its class, the class keeps it."""
        names, cls = dict(self.names), self.graded.get(question, "")
        value = names.get(cls)
        if type(value).__name__ == cls:
            names[cls] = type(value)
        return names

    def missing(self) -> list[str]:
        """Return the questions whose class is not there, or a stand-in for a package."""
        return [
            question
            for question, cls in self.graded.items()
            if isinstance(self._kept[question].get(cls), StandIn | None)
        ]

    def reason(self, question: str) -> int | None:
        """Return the statement to blame where the class of a question was not made: the first that failed."""
        cls, place = self.graded[question], self.plan.judged.get(question, len(self.plan.statements))
        last = max((n for n in self.plan.needed if n <= place and cls in self.plan.names[n].binds), default=None)
        if cls in self._kept.get(question, {}) and (last not in self.failures or last in self._made):
            return None
        return self._blamed(cls, place)

    def stop(self) -> None:
        """Raise StopStatement in the statement that is running, if one is; for the handler of a signal."""
        if self._active:
            raise StopStatement

    def stop_on(self, number: signal.Signals) -> None:
        """Have a signal stop the statement that is running."""
        signal.signal(number, lambda signum, frame: self.stop())

    def _blamed(self, name: str, place: int) -> int | None:
        blamed = None
        for _ in range(CHAIN):
            numbers = [n for n in self.failures if n <= place and name in self.plan.names[n].binds]
            if not numbers or max(numbers) == blamed:
                return blamed
            blamed = max(numbers)
            _, _, rest = self.failures[blamed].error.partition("NameError: name '")
            if not rest:
                return blamed
            name = rest.partition("'")[0]
        return blamed

    def _guarded(self, statement: Statement, file: str, names: dict[str, Any]) -> Failure | None:
        if statement.tree is None:
            return Failure(NOT_PYTHON, statement.error[:LONGEST], statement.line)
        try:
            try:
                self._active = True
                self._execute(statement, file, names)
            finally:
                self._active = False
        except StopStatement:
            return Failure(STOPPED, "", statement.line)
        except BaseException as error:
            kind = NO_GPU if asks_for_gpu(error) else NOT_PYTHON if isinstance(error, SyntaxError) else RAISED
            return Failure(kind, one_line(error)[:LONGEST], line_in(error, file, statement.line))
        return None

    def _execute(self, statement: Statement, file: str, names: dict[str, Any]) -> None:
        tree = statement.tree
        if isinstance(tree, ast.Import | ast.ImportFrom):
            self._imports.run(tree, statement, file, names)
            return
        result = eval(compiled(statement, file), names)
        if inspect.iscoroutine(result):
            _drive(result)

    def _run_file(self, source: str, name: str) -> None:
        """Run a source in the namespace of the notebook, as `%run` does; raises the first error of its statements."""
        self._run_source(source, name, self.names)

    def _run_module(self, source: str, name: str, module: ModuleType) -> None:
        """Run a helper module statement by statement; raises the first error if it is left without any name."""
        self._run_source(source, name, module.__dict__)

    def _run_source(self, source: str, name: str, names: dict[str, Any]) -> None:
        remember_source(name, source)
        for statement in statements([Cell(source)]):
            if statement.tree is None:
                continue
            try:
                self._execute(statement, name, names)
            except StopStatement:
                raise
            except (Exception, SystemExit):
                continue

    def _file(self, statement: Statement) -> str:
        number = self._cells[statement.cell].number
        return f"<cell {number}>" if number else f"{SCRIPT}.py"

    def _offer_sources(self, script: bool) -> None:
        """Have tracebacks and `inspect` find the sources."""
        for cell in self._cells:
            remember_source(f"<cell {cell.number}>" if cell.number else f"{SCRIPT}.py", cell.source)


def is_early(failure: Failure) -> bool:
    """Return whether a statement failed because a name was not there: it may come later, in a cell further down."""
    return failure.kind == RAISED and failure.error.startswith("NameError: name '")


def remember_source(name: str, source: str) -> None:
    """Put a source into the cache from which tracebacks and `inspect.getsource` read."""
    linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)


def line_in(error: BaseException, file: str, line: int) -> int:
    """Return the line of `file` in which an error was raised, `line` if it cannot be told."""
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == file:
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def _drive(coroutine: Any) -> None:
    """Run a coroutine that has nothing to wait for; there is no event loop."""
    try:
        coroutine.send(None)
    except StopIteration:
        return
    finally:
        coroutine.close()
    raise RuntimeError("await: there is nothing to wait for where grading happens")
