"""Brightspace: `12345-678 - Anna Lee - Sep 20, 2024 930 PM/` for each submission, or files whose names begin like that.

Of a student's submissions the latest counts; dates in another language than English tell no order, and then a human
decides.

Back go the grades ("Import" in Grades), by OrgDefinedId or Username: numbers in the names of folders are neither, the
list of the class has them.
"""

import re
from collections.abc import Sequence
from pathlib import Path

from autograder.lms.cells import as_csv
from autograder.lms.entry import Entry, File, Sheet, told_apart
from autograder.lms.place import Place, Tree, text
from autograder.lms.times import moment, written

NAME = re.compile(
    r"(?P<number>[0-9]+)-(?P<folder>[0-9]+) ?- (?P<name>.+?) ?- "
    r"(?P<date>[^-]*[0-9]{3,4}(?: [AaPp][Mm])?)(?: ?- (?P<file>.+))?",
    re.DOTALL,
)
END, MARK = "End-of-Line Indicator", "#"  # as Brightspace writes it, and before ids, for spreadsheets to keep zeros
INDEX = "index.html"  # lies beside the folders


def recognise(path: Path, tree: Tree) -> Place | None:
    """Return whose a folder or a file is."""
    match = NAME.fullmatch(path.name)
    if match is None:
        return None
    name, number = match["name"], match["number"]
    owner = ("brightspace", path.parent, number, match["folder"])
    when = moment(match["date"])
    return Place(
        path,
        f"{name}_{number}",
        text(name),
        owner,
        () if when is None else (when.timestamp(),),
        number,
        account=f"brightspace {number}",
        at=written(when),
    )


def export(entries: Sequence[Entry], sheet: Sheet) -> list[File]:
    """Return the table for Grades; a grade item of this name takes it. Nothing where nobody is known."""
    known = told_apart(entries, lambda entry: _id(entry) or _username(entry))
    rows = [[_marked(_id(entry)), _marked(_username(entry)), entry.points, MARK] for entry in known]
    table = as_csv([("OrgDefinedId", "Username", f"{sheet.name} Points Grade", END), *rows])
    return [("brightspace.csv", table)] if known else []


def _id(entry: Entry) -> str:
    return entry.cell("orgdefinedid", "org defined id") or entry.own_id


def _username(entry: Entry) -> str:
    return entry.cell("username")


def _marked(value: str) -> str:
    return value and MARK + value.removeprefix(MARK)
