"""Files and folders that no platform has named: a file is one submission, or each student has a folder.

Folders are students' where no file lies beside them, and each holds one notebook, or all hold one of the same name:
nobody's work is taken for a part of another's.

Back goes mail: a page for each student, and a table that says whose it is.
"""

from collections.abc import Sequence
from pathlib import Path

from autograder.lms.cells import BOM, as_csv, number, safe
from autograder.lms.entry import Entry, File, Sheet
from autograder.lms.pages import FEEDBACK_FILE, FEEDBACK_PAGE, page
from autograder.lms.place import Place, Tree, kind, text

WHOLE = True
# What is handed in instead of a notebook: it gets a row that says so. Of other files there is a line alone.
INSTEAD = (
    *(".html", ".htm", ".pdf", ".json", ".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz"),
    *(".doc", ".docx", ".odt", ".rtf", ".pages"),
)


def recognise(path: Path, tree: Tree) -> Place | None:
    """Return whose a folder is, or a file."""
    if tree.is_folder(path) and path in tree.names:
        if path not in students(tree):
            return None
        files = tree.graded_in(path)
        alone = files[0].stem if len(files) == 1 and not tree.memo["plain alike"] else path.name
        return Place(path, alone, text(path.name), ("plain", path))
    return Place(path, path.stem, text(path.stem), ("", path))


def is_work(path: Path, tree: Tree) -> bool:
    """Return whether what cannot be graded was handed in as work, and not beside work of the same name.

    A folder that cannot be read counts: nobody knows what is in there.
    """
    if tree.is_folder(path):
        return path not in tree.names
    if not path.name.lower().endswith(INSTEAD):
        return False
    return _stem(path) not in _graded_stems(path.parent, tree)


def _graded_stems(folder: Path, tree: Tree) -> set[str]:
    """Return what the files that can be graded in a folder, and not below it, are called."""
    known: dict[Path, set[str]] = tree.memo.setdefault("plain stems", {})
    if folder not in known:
        known[folder] = {_stem(file) for file in tree.graded_in(folder) if file.parent == folder}
    return known[folder]


def _stem(path: Path) -> str:
    return path.name.split(".", 1)[0].casefold()


def students(tree: Tree) -> set[Path]:
    """Return the folders of students, empty where none is anybody's for certain."""
    if "plain" not in tree.memo:
        tree.memo["plain"], tree.memo["plain alike"] = _students(tree) if tree.whole else (set(), False)
    found: set[Path] = tree.memo["plain"]
    return found


def _students(tree: Tree) -> tuple[set[Path], bool]:
    """Return the folders, and whether a name of a file is in several of them."""
    top = tree.top
    while len(inside := tree.inside(top)) == 1 and not _loose(top, tree):
        top = inside[0]  # as the wrapper in a zip
    if _loose(top, tree):
        return set(), False
    names = {folder: [file.name.casefold() for file in tree.graded_in(folder)] for folder in inside}
    full = [found for found in names.values() if found]
    if len(full) < 2:
        return set(), False
    common = set(full[0]).intersection(*full[1:])
    if not common and not all(_is_one(found) for found in full):
        return set(), False
    stems = [found[0].rsplit(".", 1)[0] for found in full if len(found) == 1]
    return set(inside), bool(common) or len(set(stems)) < len(stems)


def _loose(folder: Path, tree: Tree) -> bool:
    """Return whether a file that can be graded lies in a folder, beside its folders."""
    return any(file.parent == folder for file in tree.graded_in(folder))


def _is_one(names: list[str]) -> bool:
    """Return whether files are one notebook with what it needs, or one file."""
    return len(names) == 1 or sum(kind(name) == ".ipynb" for name in names) == 1


def export(entries: Sequence[Entry], sheet: Sheet, folders: Sequence[str]) -> list[File]:
    """Return a page for each student in the folder of results, with a mark or why there is none, and a table for mail.

    folders: the folder of each entry, "" where there is none; a group shares one.
    """
    given = [(folder, entry) for folder, entry in zip(folders, entries, strict=True) if folder]
    pages = {f"{folder}/{FEEDBACK_PAGE}": page(entry, sheet) for folder, entry in given}
    rows = [
        [safe(entry.name), safe(entry.email), entry.points, number(sheet.possible), *_attached(folder)]
        for folder, entry in zip(folders, entries, strict=True)
    ]
    table = as_csv([("name", "email", "total", "possible", "html", "markdown"), *rows])
    return [("mail.csv", BOM + table), *pages.items()]


def _attached(folder: str) -> tuple[str, str]:
    return (f"{safe(folder)}/{FEEDBACK_PAGE}", f"{safe(folder)}/{FEEDBACK_FILE}") if folder else ("", "")
