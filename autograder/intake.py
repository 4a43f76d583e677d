"""Takes in what was submitted: checks the one file that can be graded, and copies it to a folder of the grader.

Nothing of a submission is unpacked, imported or run here: bytes are bounded, a notebook is parsed as JSON, and of a zip
one entry is read.
"""

import io
import json
import os
import stat
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from autograder.budgets import MIB, Budgets
from autograder.printable import readable

GRADABLE = (".ipynb", ".py")
NOT_SUBMITTED = "__init__.py"  # Otter puts one into the folder of the submission itself
TAKEN = "submission"  # the name under which a file is graded: its own may shadow a library's
ENTRIES = 10_000
ENTRY = b"PK\x01\x02"  # what each entry of a zip's directory begins with
PLAIN_COMPRESSION = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # others ask for as much memory as an entry claims
LONGEST_NAME = 100
MARKS = 6_000_000  # brackets and quotes: each is an object of about 60 bytes once it is read


class UnreadableSubmission(Exception):
    """A file that cannot be graded; the message says in one line why, and what the student should submit."""


def take(path: Path, folder: Path, budgets: Budgets, assignment: str) -> Path:
    """Copy the notebook or .py at `path`, or the one in the zip at `path`, to `folder`; return the copy.

    Raises UnreadableSubmission; see `read_submitted` and `take_content`.
    """
    return take_content(path.name, read_submitted(path, budgets), folder, budgets, assignment)


def take_content(file_name: str, content: bytes, folder: Path, budgets: Budgets, assignment: str) -> Path:
    """Write the notebook or .py that `content` is, or has as a zip, to `folder`; return the file.

    Raises UnreadableSubmission, which leaves no file, for anything that is not a notebook of `assignment`, Python
    source, or a zip with exactly one of them at its top.
    """
    name = readable(file_name, LONGEST_NAME)
    suffix = Path(file_name).suffix.lower()
    if suffix == ".zip":
        inner, content = _from_zip(name, content, budgets)
        name, suffix = f"{name}/{readable(inner, LONGEST_NAME)}", Path(inner).suffix.lower()
    if not content.strip():
        raise UnreadableSubmission(f"{name} is empty: submit the notebook again.")
    if suffix == ".ipynb":
        _require_assignment(name, content, assignment)
    taken = folder / f"{TAKEN}{suffix}"
    taken.write_bytes(content)
    return taken


def parse_notebook(name: str, content: bytes) -> dict[str, Any]:
    """Return the JSON of a notebook, in which `cells` is a list; raises UnreadableSubmission."""
    if sum(content.count(mark) for mark in (b"[", b"{", b'"')) > MARKS:
        raise UnreadableSubmission(f"{name} has too many parts: clear the outputs of its cells and submit it again.")
    try:
        notebook = json.loads(content)
    except (ValueError, RecursionError, MemoryError):
        raise UnreadableSubmission(
            f"{name} is not a notebook: it is not valid JSON. Save it again and resubmit."
        ) from None
    if not isinstance(notebook, dict) or not isinstance(notebook.get("cells"), list):
        raise UnreadableSubmission(f"{name} is not a notebook: it has no cells. Save it again and resubmit.")
    return notebook


def taken(folder: Path) -> Path:
    """Return the file that `take` has put into `folder`."""
    return next(path for suffix in GRADABLE if (path := folder / f"{TAKEN}{suffix}").is_file())


def choose(names: Iterable[str], where: str) -> str:
    """Return which of the file names in a folder is graded: the notebook, else the .py, as Otter chooses.

    Raises UnreadableSubmission when there is none or more than one.
    """
    # What macOS adds beside the files is not a submission.
    files = [name for name in names if not name.startswith("._") and name not in (NOT_SUBMITTED, *GRADABLE)]
    for suffix in GRADABLE:
        found = [name for name in files if name.endswith(suffix)]
        if len(found) > 1:
            listed = ", ".join(readable(name, LONGEST_NAME) for name in sorted(found)[:5])
            raise UnreadableSubmission(f"{where} has more than one file to grade: {listed}.")
        if found:
            return found[0]
    raise UnreadableSubmission(f"{where} has no notebook and no .py file at its top level.")


def read_submitted(path: Path, budgets: Budgets) -> bytes:
    """Return the bytes of a file; raises UnreadableSubmission when it cannot be read, is no file, or is too large."""
    name = readable(path.name, LONGEST_NAME)
    limit = int(budgets.file_mib * MIB)
    try:
        # Without waiting for the other end of a pipe that has a notebook's name.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with open(descriptor, "rb") as file:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise UnreadableSubmission(f"{name} is not a file: submit the notebook itself.")
            content = file.read(limit + 1)
    except IsADirectoryError:
        raise UnreadableSubmission(f"{name} is not a file: submit the notebook itself.") from None
    except OSError as error:
        raise UnreadableSubmission(f"{name} cannot be read ({error.strerror}).") from None
    return _require_small(name, content, budgets)


def _require_small(name: str, content: bytes, budgets: Budgets) -> bytes:
    if len(content) > budgets.file_mib * MIB:
        raise UnreadableSubmission(
            f"{name} is larger than {budgets.file_mib:g} MB: clear the outputs of its cells and submit it again."
        )
    return content


def _from_zip(name: str, content: bytes, budgets: Budgets) -> tuple[str, bytes]:
    if content.count(ENTRY) > ENTRIES:
        raise UnreadableSubmission(f"{name} has more than {ENTRIES} files: submit the notebook alone.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            inner = choose([entry for entry in archive.namelist() if "/" not in entry], name)
            entry = archive.getinfo(inner)
            if entry.compress_type not in PLAIN_COMPRESSION or stat.S_ISLNK(entry.external_attr >> 16):
                raise UnreadableSubmission(f"{name} is not an ordinary zip archive: export the notebook again.")
            with archive.open(entry) as file:
                shown = f"{name}/{readable(inner, LONGEST_NAME)}"
                return inner, _require_small(shown, file.read(int(budgets.file_mib * MIB) + 1), budgets)
    except UnreadableSubmission:
        raise
    except Exception:
        # Damaged and forged archives make zipfile raise errors of a dozen types.
        raise UnreadableSubmission(f"{name} is not a readable zip archive: export the notebook again.") from None


def _require_assignment(name: str, content: bytes, assignment: str) -> None:
    metadata = parse_notebook(name, content).get("metadata")
    otter = metadata.get("otter") if isinstance(metadata, dict) else None
    found = otter.get("assignment_name") if isinstance(otter, dict) else None
    if found != assignment:
        which = f"of the assignment {readable(repr(found), LONGEST_NAME)}" if found else "not of this assignment"
        raise UnreadableSubmission(f"{name} is a notebook {which}; expected {assignment!r}.")
