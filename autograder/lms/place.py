"""Where a file lies among what was handed in, and what is known of its student: what each platform's module returns."""

import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from autograder.printable import readable, with_something_to_see
from coursekit.submission.one_file import NOTEBOOK_NAME, SCRIPT_NAME

LONGEST_NAME = 200

Key = tuple[object, ...]


@dataclass(frozen=True)
class Place:
    """Where a file lies among what was handed in.

    id: the name that its folder of results should have. owner: equal for all files of one student in one export.
    account: the platform and the student's number there, as "canvas 123", or "".
    at: when it was handed in, as times.py keeps it, "" where the export does not tell.
    attempt: equal for files that were handed in together; of a student's attempts, the greatest counts. folder: what an
    export has made for this student, or None.
    """

    path: Path
    id: str
    student: str
    owner: Key
    attempt: tuple[float, ...] = ()
    student_id: str = ""
    email: str = ""
    late: bool = False
    account: str = ""
    folder: Path | None = None
    at: str = ""


@dataclass(frozen=True)
class Tree:
    """What lies in a folder that the instructor named, or some files of it.

    files: in order, without the leavings of systems, and with the folders that hold nothing or cannot be read.
    folders: all of them, `top` among them. names: of all entries of a folder, hidden ones too. whole: whether the
    folder was named, not files of it. memo: what platforms find out once.
    """

    top: Path
    files: Sequence[Path]
    folders: Collection[Path] = ()
    names: Mapping[Path, Collection[str]] = field(default_factory=dict)
    whole: bool = True
    memo: dict[Any, Any] = field(default_factory=dict, compare=False)

    def parts(self, path: Path) -> list[Path]:
        """Return what may tell whose a file is: the folders from `top` down, then the file."""
        depth = len(path.parts) - len(self.top.parts)
        return [*reversed(path.parents[:depth]), path]

    def is_folder(self, path: Path) -> bool:
        """Return whether a path is a folder; a link to one is none."""
        return path in self.folders

    def inside(self, folder: Path) -> Sequence[Path]:
        """Return the folders in a folder."""
        return self._inside.get(folder, ())

    def graded_in(self, folder: Path) -> Sequence[Path]:
        """Return the files in a folder and below that can be graded."""
        return self._graded_in.get(folder, ())

    @cached_property
    def _inside(self) -> Mapping[Path, Sequence[Path]]:
        found: dict[Path, list[Path]] = {}
        for folder in self.folders:
            found.setdefault(folder.parent, []).append(folder)
        return found

    @cached_property
    def _graded_in(self) -> Mapping[Path, Sequence[Path]]:
        found: dict[Path, list[Path]] = {}
        for file in self.files:
            if kind(file.name) and not self.is_folder(file):
                for folder in self.parts(file)[:-1]:
                    found.setdefault(folder, []).append(file)
        return found


def kind(name: str) -> str:
    """Return what a file is by its name: ".ipynb", ".py" or ".zip", or "" for what cannot be graded."""
    if NOTEBOOK_NAME.search(name):
        return ".ipynb"
    if SCRIPT_NAME.search(name):
        return ".py"
    return ".zip" if name.lower().endswith(".zip") else ""


def text(value: object) -> str:
    """Return a name or number on one line; "" for anything else, which may be of any size once it is printed."""
    if not isinstance(value, str | int):
        return ""
    line = unicodedata.normalize("NFC", " ".join(str(value).split()))
    return with_something_to_see(readable(line, LONGEST_NAME))
