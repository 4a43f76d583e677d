"""Find submissions among files and folders, and give each a folder of results.

Whose a file is, and which of a student's files counts, is the matter of layouts.py.
"""

import hashlib
import os
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from autograder.classroom.layouts import Key, Place, is_student, kind, places, settle
from autograder.errors import GraderError
from autograder.grading import Budgets
from autograder.intake import read_submitted, read_with_helpers
from autograder.printable import readable

LEFT_BEHIND = (".", "__")  # how the names begin of what systems and tools leave beside submissions
LONGEST_ID = 90  # bytes, before a number that tells it from others
NAMELESS = "submission"
# Files of these kinds lie beside the folders of results, whose names must not be theirs.
KINDS_OF_RESULTS = (".csv", ".html", ".json", ".md", ".toml", ".txt", ".zip")


@dataclass(frozen=True)
class Submission:
    """One file that somebody handed in, or a folder of several; `id` names its folder of results.

    student: the name, as far as the export tells. student_id, email: as the learning platform knows them, or "".
    late: marked as late by the platform. superseded_by: the name of the same student's later file, which counts instead
    of this one, or "". account: the platform whose export the file is of and the student's number there, as
    "canvas 123", or "". folder: what a platform's export has made for the student, whose other files its code may need.
    top: the folder that the instructor named, below which no link is followed.
    """

    path: Path
    id: str
    student: str
    student_id: str = ""
    email: str = ""
    late: bool = False
    superseded_by: str = ""
    account: str = ""
    folder: Path | None = None
    top: Path | None = field(default=None, compare=False)

    @property
    def name(self) -> str:
        """The file's name as it can be written anywhere: what is no UTF-8 in it, which a zip may hold, is replaced."""
        return _as_text(self.path.name)

    def read(self, budgets: Budgets) -> bytes:
        """Return the bytes of the file, or of a zip of it and its helpers; raises UnreadableSubmission."""
        if self.folder in (None, self.path):
            return read_submitted(self.path, budgets, self.top)
        return read_with_helpers(self.path, self.folder, budgets, self.top)


def find_submissions(paths: Iterable[Path]) -> list[Submission]:
    """Return the submissions among `paths`: files are taken as they are, folders are searched for notebooks, .py, .zip.

    A student's folder without any such file, and a folder that cannot be read, are submissions too, which intake calls
    unreadable: nobody is left out in silence. Raises GraderError for a path that does not exist, has another suffix, or
    is a folder without a submission, and for a Gradescope export with damaged metadata.
    """
    found: dict[str, tuple[Path, Path]] = {}
    for path in paths:
        for file, top in _found(path):
            found.setdefault(os.path.join(os.path.realpath(file.parent), file.name), (file, top))
    settled = _settled(places(found.values()))
    ids = _ids([(file.id, bool(later)) for file, later in settled])
    tops = {folder: top for file, top in found.values() for folder in (*file.parents, file)}
    return [
        Submission(
            file.path,
            id,
            file.student,
            file.student_id,
            file.email,
            file.late,
            _as_text(later),
            file.account,
            file.folder,
            tops[file.path],
        )
        for id, (file, later) in zip(ids, settled, strict=True)
    ]


def _found(path: Path) -> list[tuple[Path, Path]]:
    """Return what lies at `path`, each with the folder whose name, and those below it, may tell whose it is."""
    top, shown = Path(os.path.abspath(path)), readable(str(path))
    if os.path.isdir(top):
        files = list(_search(top))
        # A student's folder stands for itself only where it holds nothing else.
        parents = {folder for file in files for folder in file.parents}
        if not set(files) - parents:
            raise GraderError(f"{shown}: no .ipynb, .py or .zip in this folder: name the folder of the submissions")
        return [(file, top) for file in files if file not in parents]
    if not os.path.lexists(top):
        raise GraderError(f"{shown}: there is no such file or folder: check the path")
    if not kind(top.name):
        raise GraderError(f"{shown}: a submission is an .ipynb, .py or .zip file: name such files or their folder")
    return [(top, top.parent)]


def _search(top: Path) -> Iterator[Path]:
    """Yield what may be submitted, sorted within each folder; links to folders are not followed."""
    waiting = [(top, True, False)]
    while waiting:
        path, is_folder, in_student = waiting.pop()
        if not is_folder:
            yield path
            continue
        try:
            with os.scandir(path) as entries:
                inside = sorted((entry.name, *_kind(entry)) for entry in entries)
        except OSError as error:
            if path == top:
                raise GraderError(
                    f"{readable(str(top))}: cannot be read ({error.strerror}): check its rights"
                ) from None
            yield path
            continue
        if not in_student and is_student(path):
            in_student = True
            yield path
        for name, below, is_file in reversed(inside):
            wanted = is_file and (kind(name) or is_student(path / name))  # a link in a student's place is told of
            if not name.startswith(LEFT_BEHIND) and (below or wanted):
                waiting.append((path / name, below, in_student))


def _kind(entry: os.DirEntry[str]) -> tuple[bool, bool]:
    """Return whether it is a folder, and whether it is a file or a link, broken ones too: intake says what is wrong."""
    return entry.is_dir(follow_symlinks=False), entry.is_symlink() or entry.is_file(follow_symlinks=False)


def _settled(files: Sequence[Place]) -> list[tuple[Place, str]]:
    """Return the submissions in the order of `files`, each with the name of the file that counts instead, or "".

    A folder that counts as a whole stands where its first file stood.
    """
    owned: dict[Key, list[Place]] = {}
    for file in files:
        owned.setdefault(file.owner, []).append(file)
    order: dict[Path, int] = {}
    for number, file in enumerate(files):
        order.setdefault(file.path, number)
        if file.folder is not None:
            order.setdefault(file.folder, number)
    settled = [pair for group in owned.values() for pair in settle(group)]
    return sorted(settled, key=lambda pair: order[pair[0].path])


def _ids(wanted: Sequence[tuple[str, bool]]) -> list[str]:
    """Return a name for each folder of results, given what it should be and whether another file counts instead.

    What counts gets its name first. A number is added only where the name is taken, and never makes the name of
    another submission.
    """
    names = [_folder_name(name) for name, _ in wanted]
    spoken_for = {_folded(name) for name in names}
    last: dict[str, int] = {}
    given = [""] * len(names)
    taken: set[str] = set()
    for index in sorted(range(len(names)), key=lambda index: wanted[index][1]):
        name, key = names[index], _folded(names[index])
        number = last.get(key, 0) + 1
        while number > 1 and ((other := _folded(f"{name}-{number}")) in spoken_for or other in taken):
            number += 1
        last[key] = number
        given[index] = name if number == 1 else f"{name}-{number}"
        taken.add(_folded(given[index]))
    return given


def _folder_name(name: str) -> str:
    """Return `name` as a path component for any file system; what is too long ends in a part of its hash."""
    text = unicodedata.normalize("NFC", name)
    text = "".join(letter if letter.isprintable() and letter not in "/\\" else "_" for letter in text)
    text = text.strip().lstrip(". ").rstrip(". ") or NAMELESS
    if text.lower().endswith(KINDS_OF_RESULTS):
        text = "_".join(text.rsplit(".", 1))
    content = text.encode()
    if len(content) > LONGEST_ID:
        digest = hashlib.sha256(content).hexdigest()[:8]
        text = f"{content[: LONGEST_ID - 9].decode(errors='ignore')}-{digest}"
    return text


def _as_text(name: str) -> str:
    return os.fsencode(name).decode("utf-8", "replace")


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name.casefold())
