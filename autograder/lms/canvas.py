"""Canvas: `leeanna_LATE_123_4567_hw.ipynb`, all in one folder: name, student's number, attachment's number, file."""

import re
import unicodedata
from collections import Counter
from pathlib import Path

from autograder.lms.place import Place, Tree, kind, text

NAME = re.compile(
    # An attachment has three digits or more, so that `hw_1_2_anna.ipynb` is nobody's number 1.
    r"(?P<name>\w+?)_(?P<late>LATE_)?(?P<number>[1-9][0-9]*)_(?P<attachment>[1-9][0-9]{2,})_(?P<file>.+)",
    re.DOTALL,
)
# What was typed into the page, or an address instead of a file.
TYPED = re.compile(r"(?P<name>\w+?)_(?P<late>LATE_)?(?P<number>[1-9][0-9]*)_(?:text|link)\.html")


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
