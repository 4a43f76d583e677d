"""Brightspace: `12345-678 - Anna Lee - Sep 20, 2024 930 PM/` for each submission, or files whose names begin like that.

Of a student's submissions the latest counts; dates in another language than English tell no order, and then a human
decides.
"""

import re
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from autograder.lms.place import Place, Tree, text

NAME = re.compile(
    r"(?P<number>[0-9]+)-(?P<folder>[0-9]+) ?- (?P<name>.+?) ?- "
    r"(?P<date>[^-]*[0-9]{3,4}(?: [AaPp][Mm])?)(?: ?- (?P<file>.+))?",
    re.DOTALL,
)
DATES = ("%b %d, %Y %I%M %p", "%B %d, %Y %I%M %p", "%d %B, %Y %I%M %p", "%b %d, %Y %H%M", "%d %B, %Y %H%M")
INDEX = "index.html"  # lies beside the folders


def recognise(path: Path, tree: Tree) -> Place | None:
    """Return whose a folder or a file is."""
    match = NAME.fullmatch(path.name)
    if match is None:
        return None
    name, number = match["name"], match["number"]
    owner = ("brightspace", path.parent, number, match["folder"])
    account = f"brightspace {number}"
    return Place(
        path, f"{name}_{number}", text(name), owner, _seconds(match["date"]), student_id=number, account=account
    )


def _seconds(date: str) -> tuple[float, ...]:
    for form in DATES:
        with suppress(ValueError):
            return (datetime.strptime(date.strip(), form).timestamp(),)
    return ()
