"""Blackboard: `Homework_alee_attempt_2024-09-20-13-05-33_hw.ipynb`, and beside it a .txt that names the student.

Back go grades and feedback ("Upload grades" of one column, or "Work offline"), by the user name.
"""

import re
from collections.abc import Sequence
from pathlib import Path

from autograder.lms.cells import BOM, as_csv, number, safe
from autograder.lms.entry import Entry, File, Sheet, told_apart
from autograder.lms.place import Place, Tree, text
from autograder.lms.times import moment, written

NAME = re.compile(
    r"(?P<homework>.+?)_(?P<login>[^_]+)_attempt_(?P<at>[0-9]{4}(?:-[0-9]{2}){5})(?:_(?P<file>.+)|\.txt)", re.DOTALL
)
STUDENT = re.compile(rb"Name: ([^\r\n]{1,400}) \(([^\r\n()]{1,200})\)\s")
# A column whose header ends in the number of a column of Blackboard fills that one; without it a new one is made.
COLUMNS = ("Last Name", "First Name", "Username", "Student ID")
FEEDBACK = ("Grading Notes", "Notes Format", "Feedback to Learner", "Feedback Format")
LONGEST = 4096  # bytes of the .txt that are read: the name comes first


def recognise(path: Path, tree: Tree) -> Place | None:
    """Return whose a file is."""
    match = NAME.fullmatch(path.name)
    if match is None or tree.is_folder(path):
        return None
    login, when = match["login"], match["at"]
    told = path.with_name(f"{match['homework']}_{login}_attempt_{when}.txt")
    name = _name(told, login) or login
    attempt = (float(when.replace("-", "")),)
    owner = ("blackboard", path.parent, match["homework"], login)
    at, account = written(moment(when)), f"blackboard {login}"
    return Place(path, f"{login}_{when}", text(name), owner, attempt, login, account=account, at=at)


def _name(path: Path, login: str) -> str:
    if path.is_symlink() or not path.is_file():
        return ""
    try:
        with path.open("rb") as file:
            match = STUDENT.match(file.read(LONGEST).removeprefix(b"\xef\xbb\xbf"))
    except OSError:
        return ""
    return match[1].decode("utf-8", "replace") if match and match[2].decode("utf-8", "replace") == login else ""


def export(entries: Sequence[Entry], sheet: Sheet) -> list[File]:
    """Return the table, as Blackboard writes it: tabs, UTF-16, and called .xls. Nothing where nobody is known."""
    known = told_apart(entries, _username)
    column = f"{sheet.name} [Total Pts: {number(sheet.possible)} Score]"
    rows = [
        [
            *map(safe, (entry.cell("last name") or entry.name, entry.cell("first name"), _username(entry))),
            *(safe(entry.cell("student id")), entry.points),
            *("", "", entry.feedback, "HTML"),
        ]
        for entry in known
    ]
    table = as_csv([(*COLUMNS, column, *FEEDBACK), *rows], delimiter="\t")
    return [("blackboard.xls", (BOM + table).encode("utf-16-le"))] if known else []


def _username(entry: Entry) -> str:
    return entry.on("blackboard") or entry.cell("username") or entry.own_id
