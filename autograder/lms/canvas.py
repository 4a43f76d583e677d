"""Canvas: `leeanna_LATE_123_4567_hw.ipynb`, all in one folder: name, student's number, attachment's number, file.

Back go the grades ("Import" in the gradebook), and the feedback as a file at the comments ("Upload submissions" of the
assignment).
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from autograder.lms.cells import as_csv, number, safe
from autograder.lms.entry import Entry, File, Sheet, told_apart
from autograder.lms.pages import FEEDBACK_PAGE, page, zipped
from autograder.lms.place import Place, Tree, kind, text

NAME = re.compile(
    # An attachment has three digits or more, so that `hw_1_2_anna.ipynb` is nobody's number 1.
    r"(?P<name>\w+?)_(?P<late>LATE_)?(?P<number>[1-9][0-9]*)_(?P<attachment>[1-9][0-9]{2,})_(?P<file>.+)",
    re.DOTALL,
)
# What was typed into the page, or an address instead of a file.
TYPED = re.compile(r"(?P<name>\w+?)_(?P<late>LATE_)?(?P<number>[1-9][0-9]*)_(?:text|link)\.html")
# The importer wants the name first, the ID second, `Section` last; what comes then is the assignment: rename it to take
# one that is there already.
COLUMNS = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
POINTS = "    Points Possible"


def recognise(path: Path, tree: Tree) -> Place | None:
    """Return whose a file is."""
    name = unicodedata.normalize("NFC", path.name)
    match, typed = NAME.fullmatch(name), TYPED.fullmatch(name)
    if (match is None and typed is None) or tree.is_folder(path):
        return None
    # Attachments have numbers of their own: where two files share one, the names only look like Canvas's.
    if match is not None and _attachments(tree)[path.parent, match["attachment"]] > 1:
        return None
    found = match or typed
    assert found is not None
    number = found["number"]
    owner = ("canvas", path.parent, found["name"], number)
    # A .py may be a notebook's helper.
    attempt = (kind(name) != ".py", int(match["attachment"])) if match else ()
    late = found["late"] is not None
    return Place(path, path.stem, text(found["name"]), owner, attempt, number, late=late, account=f"canvas {number}")


def _attachments(tree: Tree) -> Counter[tuple[Path, str]]:
    """Return how many files of a folder have a number of an attachment."""
    if "canvas" not in tree.memo:
        named = ((path, NAME.fullmatch(unicodedata.normalize("NFC", path.name))) for path in tree.files)
        tree.memo["canvas"] = Counter((path.parent, match["attachment"]) for path, match in named if match)
    counts: Counter[tuple[Path, str]] = tree.memo["canvas"]
    return counts


def export(entries: Sequence[Entry], sheet: Sheet) -> list[File]:
    """Return the table for the gradebook, and the zip of feedback for students whose files are Canvas's.

    Who has no grade has no row: an empty cell would wipe a grade that is there.
    """
    known = told_apart(entries, _identity)
    rows = [
        [*map(safe, (_student(entry), entry.on("canvas"), _sis(entry), _login(entry), entry.cell("section")))]
        for entry in known
    ]
    grades = [[*row, entry.points] for row, entry in zip(rows, known, strict=True)]
    files = {begin + FEEDBACK_PAGE: page(entry, sheet) for entry in known if (begin := _beginning(entry))}
    table = as_csv([(*COLUMNS, sheet.name), (POINTS, "", "", "", "", number(sheet.possible)), *grades])
    feedback = [("canvas_feedback.zip", zipped(files))] if files else []
    return [("canvas.csv", table), *feedback] if known else []


def _identity(entry: Entry) -> str:
    return entry.on("canvas") or _sis(entry) or _login(entry) or _student(entry)


def _student(entry: Entry) -> str:
    return entry.cell("student") or entry.name


def _sis(entry: Entry) -> str:
    return entry.cell("sis user id") or entry.own_id


def _login(entry: Entry) -> str:
    return entry.cell("sis login id")


def _beginning(entry: Entry) -> str:
    """Return how the name of a file begins that Canvas takes for the feedback on a submission, "" for another's."""
    match = NAME.fullmatch(unicodedata.normalize("NFC", entry.submission)) if entry.home == "canvas" else None
    return entry.submission[: match.start("file")] if match else ""
