"""Runs the imports of a submission: what is not installed costs only what needs it."""

import ast
import sys
from collections.abc import Sequence
from pathlib import Path
from types import CodeType
from typing import Any

from .standins import StandIn, is_installed
from .statements import Statement


class Imports:
    """The imports of one submission, which runs in `folder` with the files beside it."""

    def __init__(self, statements: Sequence[Statement], folder: Path) -> None:
        self._folder = folder
        self._expected = _missing(statements)
        self._stood_in: list[str] = []

    def not_installed(self) -> list[str]:
        """Return what is missing at the end, in order: the submission may have written a module, or found a folder."""
        absent = [name for name in self._expected if not is_installed(name)]
        known = {name.partition(".")[0] for name in absent}
        more = [name for name in self._stood_in if name.partition(".")[0] not in known]
        return [*absent, *(name for name in more if "." in name or not is_installed(name))]

    def run(self, tree: ast.Import | ast.ImportFrom, statement: Statement, file: str, names: dict[str, Any]) -> None:
        """Import one name after the other; a stand-in takes the place of what is not installed."""
        raised: Exception | None = None
        for alias in tree.names:
            part: ast.stmt = (
                ast.Import([alias])
                if isinstance(tree, ast.Import)
                else ast.ImportFrom(tree.module, [alias], tree.level)
            )
            code: CodeType = compile(
                ast.Module([ast.copy_location(part, tree)], []), file, "exec", flags=statement.flags, dont_inherit=True
            )
            try:
                exec(code, names)
            except ModuleNotFoundError as error:
                if not self._stand_in(tree, alias, error, names):
                    raised = error
            except ImportError as error:
                raised = self._otherwise(part, alias, error, names)
        if raised is not None:
            raise raised

    def _otherwise(
        self, part: ast.stmt, alias: ast.alias, error: ImportError, names: dict[str, Any]
    ) -> ImportError | None:
        """Import from a file beside a script what `from .layers import X` means; bind a stand-in to a missing name."""
        if not isinstance(part, ast.ImportFrom) or not isinstance(error.name or "", str):
            return error
        if part.level:
            return None if _from_beside(part, alias, self._folder, names) else error
        if "cannot import name" in str(error) and alias.name != "*":
            self._bind(alias.asname or alias.name, f"{part.module}.{alias.name}", names)
            return None
        return error

    def _stand_in(
        self, tree: ast.Import | ast.ImportFrom, alias: ast.alias, error: ModuleNotFoundError, names: dict[str, Any]
    ) -> bool:
        """Bind what an import would have bound to a stand-in; return whether there was anything to bind."""
        package = error.name or alias.name
        if isinstance(tree, ast.Import):
            bound = alias.asname or alias.name.partition(".")[0]
            if not alias.asname and is_installed(bound):
                return False
        else:
            bound = alias.asname or alias.name
            if tree.level or bound == "*":
                return False
        self._bind(bound, package, names)
        return True

    def _bind(self, bound: str, package: str, names: dict[str, Any]) -> None:
        names[bound] = StandIn(package)
        if package.partition(".")[0] not in {name.partition(".")[0] for name in self._stood_in}:
            self._stood_in.append(package)


def _from_beside(part: ast.ImportFrom, alias: ast.alias, folder: Path, names: dict[str, Any]) -> bool:
    """Import what a relative import means in a file that is no module; return whether that was found.

    It is looked for as from the top, then in the one folder below `folder` that has a module of that name.
    """
    module = part.module or alias.name
    plain = ast.ImportFrom(part.module, [alias], 0) if part.module else ast.Import([alias])
    code = compile(ast.Module([ast.copy_location(plain, part)], []), "<import>", "exec", dont_inherit=True)
    if _runs(code, names):
        return True
    places = {str(path.parent) for path in folder.rglob(f"{module.partition('.')[0]}.py")}
    if len(places) != 1:
        return False
    sys.path.extend(places)
    return _runs(code, names)


def _runs(code: CodeType, names: dict[str, Any]) -> bool:
    try:
        exec(code, names)
    except ImportError:
        return False
    return True


def _missing(statements: Sequence[Statement]) -> list[str]:
    """Return the packages that the submission imports anywhere at top level and that are not installed."""
    found: list[str] = []
    for statement in statements:
        tree = statement.tree
        if isinstance(tree, ast.Import):
            found += [alias.name for alias in tree.names if not is_installed(alias.name)]
        elif isinstance(tree, ast.ImportFrom) and tree.module and not tree.level and not is_installed(tree.module):
            found.append(tree.module)
    return list({name.partition(".")[0]: name for name in reversed(found)}.values())[::-1]
