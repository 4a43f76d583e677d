"""Gradescope: `submission_123/` for each submission, and what its metadata say of the students.

There is no file of grades that Gradescope takes in: it grades with the autograder's zip itself, and marks of elsewhere
are typed or stay elsewhere.
"""

import os
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml

from autograder.errors import GraderError
from autograder.grading import MIB
from autograder.lms.place import Place, Tree, text
from autograder.lms.times import moment, written
from autograder.printable import readable

METADATA = "submission_metadata.yml"
METADATA_MIB = 16  # read in half a minute; the outputs of earlier autograder runs are in it
NO_IMPORT = (
    "Gradescope imports no grades: upload dist/autograder.zip there as the autograder, or take the files for the "
    "platform that keeps the grades of the course"
)
FOLDER = re.compile(r"submission_([0-9]+)")


def recognise(path: Path, tree: Tree) -> Place | None:
    """Return whose a folder is; raises GraderError when the metadata of the export are damaged.

    Of an export all files lie beside or below its metadata: others, which a student may have handed in, tell nothing.
    """
    match = FOLDER.fullmatch(path.name)
    if match is None:
        return None
    told = tree.memo.get((METADATA, path.parent))
    if told is None:
        told = tree.memo[METADATA, path.parent] = _metadata(path.parent, tree)
    return _place(path, match[1], told.get(path.name))


def _metadata(folder: Path, tree: Tree) -> Mapping[str, Any]:
    try:
        return _read_metadata(folder / METADATA)
    except GraderError:
        if all(folder in file.parents for file in tree.files):
            raise
        return {}


def _place(folder: Path, number: str, entry: object) -> Place:
    entry = entry if isinstance(entry, dict) else {}
    listed = entry.get(":submitters")
    people = [person for person in listed if isinstance(person, dict)] if isinstance(listed, list) else []
    names, ids, emails = ([text(person.get(key)) for person in people] for key in (":name", ":sid", ":email"))
    known = [sid or email for sid, email in zip(ids, emails, strict=True)]
    # Two people may have one name: only an id or an address tells that two submissions are of the same student.
    who = sorted(known) if known and all(known) else [folder.name]
    return Place(
        folder,
        folder.name,
        ", ".join(filter(None, names)) or folder.name,
        ("gradescope", folder.parent, *who),
        (_seconds(entry.get(":created_at")), int(number)),
        ", ".join(ids) if any(ids) else "",
        ", ".join(emails) if any(emails) else "",
        account=f"gradescope {number}",
        at=written(_time(entry.get(":created_at"))),
    )


def _read_metadata(path: Path) -> Mapping[str, Any]:
    if not os.path.isfile(path) or os.path.islink(path):
        return {}
    advice = "export the submissions again, or delete this file to grade by the names of folders"
    try:
        with path.open("rb") as file:
            content = file.read(METADATA_MIB * MIB + 1)
        if len(content) > METADATA_MIB * MIB:
            raise GraderError(f"{readable(str(path))}: is larger than {METADATA_MIB} MB: {advice}")
        table = yaml.safe_load(content)
    except (OSError, yaml.YAMLError, ValueError, OverflowError, RecursionError):
        raise GraderError(f"{readable(str(path))}: is damaged: {advice}") from None
    return table if isinstance(table, dict) else {}


def _seconds(value: object) -> float:
    """Return a point in time, as YAML gives it, in seconds; 0 where there is none."""
    when = _time(value)
    return 0.0 if when is None else when.timestamp()


def _time(value: object) -> datetime | None:
    """Return a point in time, as YAML gives it."""
    when = moment(value) if isinstance(value, str) else value
    if not isinstance(when, datetime):
        return None
    return when if when.tzinfo else when.replace(tzinfo=UTC)
