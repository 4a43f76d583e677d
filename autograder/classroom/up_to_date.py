"""Whether the tables and the report of a folder of results say already what would be written into it.

A class of thousands takes seconds to write; the same command, when there is nothing to grade, need not do it again.
"""

import hashlib
import json
import os
from collections.abc import Sequence
from pathlib import Path

from autograder.classroom.class_list import ROSTER_FILE
from autograder.classroom.record import Record, as_bytes
from autograder.classroom.results_folder import CLASS_FILE, LOCK
from autograder.files import write_text
from autograder.grading import GRADING_FILE
from autograder.paths import PACKAGE

STAMP_FILE = ".written.json"
INPUTS = (CLASS_FILE, GRADING_FILE, ROSTER_FILE)  # every run writes them anew: what is in them counts
PASSED_OVER = frozenset({STAMP_FILE, LOCK, *INPUTS})


def written_before(out: Path, records: Sequence[Record], language: str) -> list[str] | None:
    """Return the names of the files that were written of these records, None where anything has changed since.

    That is a record, the list of the class, a setting, this program, or any file in the folder of results.
    """
    try:
        told = json.loads((out / STAMP_FILE).read_bytes())
        if told["state"] == _state(out, records, language):
            return [str(name) for name in told["names"]]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        pass
    return None


def keep_written(out: Path, records: Sequence[Record], language: str, names: Sequence[str]) -> None:
    """Keep that the files of these names are written of these records."""
    told = {"state": _state(out, records, language), "names": list(names)}
    write_text(out / STAMP_FILE, json.dumps(told) + "\n")


def _state(out: Path, records: Sequence[Record], language: str) -> str:
    """Return a hash of all that decides what is written, and of what is there."""
    state = hashlib.sha256(f"{language}\n".encode() + as_bytes(records))
    state.update(repr([(name, (out / name).read_bytes()) for name in INPUTS if (out / name).is_file()]).encode())
    folders = [out, *(out / record.id for record in records if not record.absent)]
    state.update(repr([_files(folder) for folder in folders]).encode())
    program = [Path(folder) for folder, _, _ in os.walk(PACKAGE) if not folder.endswith("__pycache__")]
    state.update(repr([_files(folder) for folder in program]).encode())
    return state.hexdigest()


def _files(folder: Path) -> list[tuple[str, int, int, int]]:
    """Return what tells that a file of a folder is still the one that was there, as git does of its work tree; nothing
    of a folder that is not there, as of a submission whose result could not be written."""
    if not folder.is_dir():
        return []
    with os.scandir(folder) as entries:
        files = [entry for entry in entries if entry.name not in PASSED_OVER and entry.is_file(follow_symlinks=False)]
    known = [(file.name, file.stat(follow_symlinks=False)) for file in files]
    return sorted((name, it.st_ino, it.st_size, it.st_mtime_ns) for name, it in known)
