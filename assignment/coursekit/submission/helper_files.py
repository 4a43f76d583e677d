"""What lies beside the file that counts: the modules and data that its code may need, and what nobody has written."""

from collections.abc import Mapping, Sequence

from .archive import Entry
from .one_file import MIB, NOTEBOOK_NAME, SCRIPT_NAME
from .source import UnreadableError

MOST = 200
LARGEST, ALL = 4 * MIB, 8 * MIB  # bytes of one helper, and of all together
LONGEST_PATH, DEEPEST = 200, 8
# What systems and tools leave; names that begin with a dot are hidden, `._work.ipynb` of macOS among them.
LEFT_BY_TOOLS = frozenset(
    {"__macosx", "__pycache__", "site-packages", "node_modules", "venv", "thumbs.db", "desktop.ini"}
)
# Folders of every hand-out, and files by which such a folder is known from a student's of the same name.
ALWAYS_HANDED_OUT = ("coursekit", "tests")
KNOWN_BY = frozenset({"__init__.py", "q1.py", "SHA256SUMS"})


class Places:
    """Which files among several are the student's, and which were handed out or left by tools.

    handed_out: names of folders that the assignment comes with.
    """

    def __init__(self, entries: Sequence[Entry], handed_out: Sequence[str]) -> None:
        self.entries = entries
        names = {*ALWAYS_HANDED_OUT, *handed_out}
        self._handed_out = tuple(
            sorted({it.folder for it in entries if _last(it.folder) in names and it.file_name in KNOWN_BY})
        )

    def is_students(self, entry: Entry) -> bool:
        """Return whether a student may have written it: no notebook of theirs is left out for the folder it lies in."""
        parts = entry.path.lower().split("/")
        if any(part.startswith(".") or part in LEFT_BY_TOOLS for part in parts):
            return False
        return not entry.path.startswith(self._handed_out) or NOTEBOOK_NAME.search(entry.file_name) is not None


def helpers_beside(chosen: Entry, places: Places, most_bytes: int) -> Mapping[str, bytes]:
    """Return the files in the folder of the chosen one, below it and above it, by their path from there: modules first.

    What is large, damaged, a notebook or an archive is left out, as is what would be too much together.
    """
    beside = [entry for entry in places.entries if _is_helper(entry, chosen) and places.is_students(entry)]
    left = min(ALL, most_bytes)
    helpers: dict[str, bytes] = {}
    for entry in sorted(beside, key=lambda entry: (not entry.path.startswith(chosen.folder), *_modules_first(entry)))[
        :MOST
    ]:
        if entry.size > min(LARGEST, left):
            continue
        try:
            content = entry.read(min(LARGEST, left) + 1)
        except UnreadableError:
            continue
        if len(content) <= min(LARGEST, left):
            helpers[_path_from(chosen.folder, entry.path)] = content
            left -= len(content)
    return helpers


def _is_helper(entry: Entry, chosen: Entry) -> bool:
    path = _path_from(chosen.folder, entry.path)
    return (
        entry.path != chosen.path
        and not entry.trouble
        and not entry.file_name.lower().endswith(".zip")
        and NOTEBOOK_NAME.search(entry.file_name) is None
        and len(path) <= LONGEST_PATH
        and path.count("/") < DEEPEST
        and path.isprintable()
    )


def _path_from(folder: str, path: str) -> str:
    """Return the path of a file as seen from a folder."""
    return path.removeprefix(folder) if path.startswith(folder) else "../" * folder.count("/") + path


def _modules_first(entry: Entry) -> tuple[bool, int, str]:
    return SCRIPT_NAME.search(entry.file_name) is None, entry.path.count("/"), entry.path


def _last(folder: str) -> str:
    return folder.rstrip("/").rpartition("/")[2]
