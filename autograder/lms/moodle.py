"""Moodle: `Name_123_assignsubmission_file_/`, or files whose names begin like that."""

import re
from pathlib import Path

from autograder.lms.place import Place, Tree, text

# Students choose the end of a file's name, never its beginning: so the first match decides, not the longest. What was
# typed into the page is `…_onlinetext_`.
NAME = re.compile(r"(?P<name>.+?)_(?P<number>[0-9]+)_assignsubmission_(?:file|onlinetext)(?:_(?P<file>.*))?", re.DOTALL)


def recognise(path: Path, tree: Tree) -> Place | None:
    """Return whose a folder or a file is."""
    match = NAME.fullmatch(path.name)
    if match is None or (match["file"] and tree.is_folder(path)):
        return None
    name, number = match["name"], match["number"]
    owner = ("moodle", path.parent, number)
    return Place(path, f"{name}_{number}", text(name), owner, student_id=number, account=f"moodle {number}")
