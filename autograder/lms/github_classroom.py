"""GitHub Classroom: `ASSIGNMENT-submissions/ASSIGNMENT-login/`, or clones side by side: the student is the folder."""

from collections.abc import Sequence
from itertools import takewhile
from pathlib import Path

from autograder.lms.place import Place, Tree, text

SUFFIX, CLONE = "-submissions", ".git"
WHOLE = True  # what was handed out lies in it too: the reader chooses


def recognise(path: Path, tree: Tree) -> Place | None:
    """Return whose a folder is."""
    if path == tree.top or not tree.is_folder(path):
        return None
    beside = path.parent
    if beside.name.endswith(SUFFIX) and path.name.startswith(prefix := beside.name.removesuffix(SUFFIX) + "-"):
        login = path.name.removeprefix(prefix)
    elif CLONE in tree.names.get(path, ()):
        login = path.name.removeprefix(_common(beside, tree))
    else:
        return None
    if not login:
        return None
    return Place(path, login, text(login), ("github", path), (), text(login), account=f"github {login}")


def _common(beside: Path, tree: Tree) -> str:
    """Return how the names of all clones beside each other begin, up to a hyphen: the assignment; "" for one alone."""
    key = (CLONE, beside)
    if key not in tree.memo:
        clones = [it.name for it in tree.inside(beside) if CLONE in tree.names.get(it, ())]
        tree.memo[key] = _beginning(clones) if len(clones) > 1 else ""
    prefix: str = tree.memo[key]
    return prefix


def _beginning(names: Sequence[str]) -> str:
    letters = takewhile(lambda column: len(set(column)) == 1, zip(*names, strict=False))
    begin, hyphen, _ = "".join(column[0] for column in letters).rpartition("-")
    return begin + hyphen
