"""Find submissions among files and folders, and give each a folder of results.

Whose a file is, and which of a student's files counts, is the matter of autograder.lms.
"""

import hashlib
import os
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from autograder.errors import GraderError
from autograder.grading import Budgets
from autograder.intake import read_submitted, read_with_helpers, written
from autograder.lms.attempts import settle
from autograder.lms.place import Key, Place, Tree, kind
from autograder.lms.plain import INSTEAD
from autograder.lms.recognise import places
from autograder.printable import readable, with_something_to_see

# What systems and tools leave beside submissions. Kaggle names every notebook __notebook__.ipynb.
LEFT_BEHIND = frozenset({"__MACOSX", "__pycache__", "__init__.py", "__main__.py"})
LONGEST_ID = 90  # bytes, before a number that tells it from others
NAMELESS = "submission"
# Files of these kinds lie beside the folders of results, whose names must not be theirs.
KINDS_OF_RESULTS = (".csv", ".html", ".json", ".md", ".toml", ".txt", ".zip")


@dataclass(frozen=True)
class Submission:
    """One file that somebody handed in, or a folder of several; `id` names its folder of results.

    student: the name, as far as the export tells. student_id, email: as the learning platform knows them, or "". late:
    marked as late by the platform. at: when it was handed in, "" where the export does not tell. superseded_by: the
    name of the same student's later file, which counts instead of this one, or "". account: the platform whose export
    the file is of and the student's number there, as "canvas 123", or "". folder: what a platform's export has made for
    the student, whose other files its code may need. top: the folder that the instructor named, below which no link is
    followed.
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
    at: str = ""

    @property
    def name(self) -> str:
        """The file's name as it can be written anywhere: what is no UTF-8 in it, which a zip may hold, is replaced."""
        return written(self.path.name)

    def read(self, budgets: Budgets) -> bytes:
        """Return the bytes of the file, or of a zip of it and its helpers; raises UnreadableSubmission."""
        if self.folder in (None, self.path):
            return read_submitted(self.path, budgets, self.top)
        return read_with_helpers(self.path, self.folder, budgets, self.top)


def find_submissions(paths: Iterable[Path]) -> list[Submission]:
    """Return the submissions among `paths`, as `look_through` does."""
    return look_through(paths)[0]


def look_through(paths: Iterable[Path]) -> tuple[list[Submission], list[str]]:
    """Return the submissions among `paths`, and a line for each file that is none: nobody is left out in silence.

    Files are taken as they are, folders are searched. A student without anything that can be graded, what is handed in
    instead of a notebook (HTML, PDF, another archive), and a folder that cannot be read are submissions too, which
    intake calls unreadable. Raises GraderError for a path that does not exist, is another kind of file, or is a folder
    without a submission, and for a Gradescope export with damaged metadata.
    """
    found: list[Place] = []
    left: list[str] = []
    tops: dict[Path, Path] = {}
    folders: dict[Path, str] = {}
    seen: set[str] = set()
    for tree in _trees(paths):
        placed, others = places(tree)
        if tree.whole and not placed:
            raise GraderError(
                f"{readable(str(tree.top))}: no .ipynb, .py or .zip in this folder: name the folder of the submissions"
            )
        real = [_real(place.path, folders) for place in placed]
        by_real = dict(reversed(list(zip(real, placed, strict=True))))
        new = [place for at, place in zip(real, placed, strict=True) if by_real[at] is place and at not in seen]
        seen |= by_real.keys()
        found += new
        left += [written(str(path.relative_to(tree.top.parent))) for path in others]
        tops |= {folder: tree.top for place in new for folder in (*place.path.parents, place.path)}
    settled = _settled(found)
    ids = _ids([(file.id, bool(later)) for file, later in settled])
    submissions = [
        Submission(
            file.path,
            id,
            file.student,
            file.student_id,
            file.email,
            file.late,
            written(later),
            file.account,
            file.folder,
            tops[file.path],
            file.at,
        )
        for id, (file, later) in zip(ids, settled, strict=True)
    ]
    return submissions, [f"{readable(name)}: is no submission, and left out" for name in left]


def _real(path: Path, folders: dict[Path, str]) -> str:
    """Return where a file really lies. folders: those that were asked for before, which a class has thousands of."""
    if path.parent not in folders:
        folders[path.parent] = os.path.realpath(path.parent)
    return os.path.join(folders[path.parent], path.name)


def _trees(paths: Iterable[Path]) -> list[Tree]:
    """Return what lies at each path; files of one folder, as a shell's pattern gives them, tell of each other."""
    folders: dict[Path, Tree] = {}
    files: dict[Path, list[Path]] = {}
    order: dict[tuple[Path, bool], None] = {}
    for path in paths:
        top, shown = Path(os.path.abspath(path)), readable(str(path))
        if os.path.isdir(top):
            folders[top] = folders.get(top) or _search(top)
            order[top, True] = None
            continue
        if not os.path.lexists(top):
            raise GraderError(f"{shown}: there is no such file or folder: check the path")
        if not kind(top.name) and not top.name.lower().endswith(INSTEAD):
            raise GraderError(f"{shown}: a submission is an .ipynb, .py or .zip file: name such files or their folder")
        files.setdefault(top.parent, []).append(top)
        order[top.parent, False] = None
    return [folders[top] if whole else Tree(top, files[top], {top}, whole=False) for top, whole in order]


def _search(top: Path) -> Tree:
    """Return what lies in a folder, sorted within each one; links to folders are not followed."""
    files: list[Path] = []
    names: dict[Path, frozenset[str]] = {}
    folders = {top}
    waiting = [(top, True)]
    while waiting:
        path, is_folder = waiting.pop()
        if not is_folder:
            files.append(path)
            continue
        folders.add(path)
        try:
            with os.scandir(path) as entries:
                inside = sorted((entry.name, *_kind(entry)) for entry in entries)
        except OSError as error:
            if path == top:
                raise GraderError(
                    f"{readable(str(top))}: cannot be read ({error.strerror}): check its rights"
                ) from None
            files.append(path)
            continue
        names[path] = frozenset(name for name, _, _ in inside)
        wanted = [it for it in inside if not it[0].startswith(".") and it[0] not in LEFT_BEHIND and (it[1] or it[2])]
        waiting += [(path / name, below) for name, below, _ in reversed(wanted)]
        if not wanted and path != top:
            files.append(path)
    return Tree(top, files, folders, names)


def _kind(entry: os.DirEntry[str]) -> tuple[bool, bool]:
    """Return whether it is a folder, and whether it is anything else, pipes and links that lead nowhere too: intake
    says what is wrong."""
    folder = entry.is_dir(follow_symlinks=False)
    return folder, not folder


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
    text = with_something_to_see(unicodedata.normalize("NFC", name))
    text = "".join(letter if letter.isprintable() and letter not in "/\\" else "_" for letter in text)
    text = text.strip().lstrip(". ").rstrip(". ") or NAMELESS
    if text.lower().endswith(KINDS_OF_RESULTS):
        text = "_".join(text.rsplit(".", 1))
    content = text.encode()
    if len(content) > LONGEST_ID:
        digest = hashlib.sha256(content).hexdigest()[:8]
        text = f"{content[: LONGEST_ID - 9].decode(errors='ignore')}-{digest}"
    return text


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name.casefold())
