"""nbgrader: `submitted/STUDENT/ASSIGNMENT/`, and `STUDENT+ASSIGNMENT+TIME/` in its exchange: folders are students."""

import re
from pathlib import Path

from autograder.lms.place import Place, Tree, text
from autograder.lms.times import moment, written

COLLECTED, TIME_FILE = "submitted", "timestamp.txt"
INBOUND = re.compile(
    r"(?P<login>[^+]+)\+(?P<homework>[^+]+)\+(?P<at>[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9:.]+ [^+]+)(?:\+.+)?", re.DOTALL
)
LONGEST = 100  # letters of a time that are read
WHOLE = True  # what was released lies in it too: the reader chooses


def recognise(path: Path, tree: Tree) -> Place | None:
    """Return whose a folder is."""
    if not tree.is_folder(path):
        return None
    if match := INBOUND.fullmatch(path.name):
        login, homework = match["login"], match["homework"]
        digits = re.sub(r"[^0-9.]", "", match["at"].rpartition(" ")[0]).replace(".", "")
        attempt = (float(digits.ljust(20, "0")[:20]),)
        return _place(path, login, ("nbgrader", path.parent, login, homework), attempt, match["at"])
    student = path.parent
    if path == tree.top:
        return None
    collected = student != tree.top and student.parent.name == COLLECTED and tree.is_folder(student.parent)
    if collected or TIME_FILE in tree.names.get(path, ()):
        owner = ("nbgrader", student.parent, student.name, path.name)
        return _place(path, student.name, owner, at=_told(path / TIME_FILE))
    # A student of whom nothing was collected.
    if student.name == COLLECTED and not tree.inside(path):
        return _place(path, path.name, ("nbgrader", student, path.name))
    return None


def _place(path: Path, login: str, owner: tuple[object, ...], attempt: tuple[float, ...] = (), at: str = "") -> Place:
    when = written(moment(re.sub(r"\.[0-9]+", "", at)))
    return Place(path, login, text(login), owner, attempt, text(login), account=f"nbgrader {login}", at=when)


def _told(path: Path) -> str:
    """Return what nbgrader has written of the time, "" where it has not."""
    if path.is_symlink() or not path.is_file():
        return ""
    try:
        with path.open(encoding="utf-8") as file:
            return file.read(LONGEST).strip()
    except (OSError, ValueError):
        return ""
