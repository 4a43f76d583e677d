"""Gets the bytes of what was handed in from the disk: without following any link, waiting, or reading too many.

A symbolic link among submissions leads to what its author did not write: the solution, somebody else's work, a file of
the system. A hard link is a file like any other: whoever can make one could read the file.

What the bytes hold is read by coursekit.submission.read, in the process that grades. Here nothing is parsed, and
nothing is imported that takes long: a process of Otter's uses it.
"""

import contextlib
import errno
import io
import os
import stat
import zipfile
from collections.abc import Collection, Iterator
from pathlib import Path

from autograder.grading import MIB, Budgets

PACKED = "submission.zip"  # what several files that were handed in together are called
NOT_SUBMITTED = "__init__.py"  # Otter puts one into the folder of the submission itself
FIRST = (".ipynb", ".py", ".zip")  # how names end of what must not be left out for lack of room
NO_HELPERS = (".ipynb", ".zip")
TOOLS = frozenset({"__MACOSX", "__pycache__", "site-packages", "node_modules", "venv"})
MOST_FILES, MOST_FOLDERS = 5000, 2000
ENTRY_OVERHEAD = 256  # bytes of a zip for each file beside its content, without its name, which comes twice


class UnreadableSubmission(Exception):
    """Bytes that cannot be had; `code` and `values` are of a Note of coursekit.submission, str() is it in English."""

    def __init__(self, code: str, **values: str) -> None:
        self.code, self.values = code, values
        super().__init__(code)

    def __str__(self) -> str:
        return self.said("en")

    def said(self, language: str) -> str:
        """Return the sentence in a language."""
        # The sentences stand in the students' library, which imports torch: only who prints one loads it.
        from coursekit.submission.printable import readable
        from coursekit.submission.source import Note

        return Note(self.code, {name: readable(value, 100) for name, value in self.values.items()}).said(language)


def read_submitted(path: Path, budgets: Budgets, top: Path | None = None) -> bytes:
    """Return the bytes of a file, or of the files of a folder packed into a zip.

    top: the folder below which no link is followed, by default the one that `path` lies in.
    Raises UnreadableSubmission when it cannot be read, is neither, is a link or lies behind one, or is too large.
    """
    top = path.parent if top is None else top
    try:
        folder = path.is_dir() and not path.is_symlink()
    except OSError as error:  # as of a path that is too long
        raise UnreadableSubmission("not_read", file=path.name, error=str(error.strerror)) from None
    if folder:
        return pack([path], budgets, path, top)
    content = _read(path, int(budgets.file_mib * MIB) + 1, top)
    if len(content) > budgets.file_mib * MIB:
        raise UnreadableSubmission("too_large", file=path.name, limit=f"{budgets.file_mib:g}")
    return content


def read_handed_in(folder: Path, budgets: Budgets, leave_out: Collection[str] = ()) -> tuple[str, bytes]:
    """Return name and bytes of the one file in a folder, or of a zip of all the files in it and below.

    leave_out: names at its top that were not handed in. Raises UnreadableSubmission as `read_submitted` does.
    """
    left_out = {*leave_out, NOT_SUBMITTED}
    try:
        found = [path for path in sorted(folder.iterdir()) if path.name not in left_out and not _is_left(path.name)]
    except OSError as error:
        raise UnreadableSubmission("not_read", file=folder.name, error=str(error.strerror)) from None
    if not found:
        raise UnreadableSubmission("nothing_handed_in")
    if len(found) == 1 and (found[0].is_symlink() or not found[0].is_dir()):
        if found[0].is_symlink():
            raise UnreadableSubmission("link", file=found[0].name)
        return found[0].name, read_submitted(found[0], budgets, folder)
    return PACKED, pack(found, budgets, folder, folder)


def read_with_helpers(path: Path, folder: Path, budgets: Budgets, top: Path | None = None) -> bytes:
    """Return the bytes of a file, packed into a zip with what its code may need of the files in `folder` and below.

    Other notebooks and zips stay behind. top: as of `read_submitted`, whose exceptions this raises too.
    """
    top = folder if top is None else top
    content = read_submitted(path, budgets, top)
    files = [other for other in _files([folder]) if other == path or not other.name.lower().endswith(NO_HELPERS)]
    return pack(files, budgets, folder, top) if path in files and len(files) > 1 else content


def pack(paths: Collection[Path], budgets: Budgets, named_from: Path, top: Path) -> bytes:
    """Return a zip, as it would be handed in, of files and of what lies in folders; equal files make equal bytes.

    named_from: the folder that names in the zip are relative to. top: as of `read_submitted`. Links and other things
    that are no files are left out, and so is what there is no room for: notebooks, scripts and zips are packed first.
    Raises UnreadableSubmission when one of those is too large or cannot be read, or a folder cannot.
    """
    left = int(budgets.file_mib * MIB) - ENTRY_OVERHEAD
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for path in sorted(_files(paths), key=lambda path: (not _is_first(path), len(path.parts), path)):
            name = written(path.relative_to(named_from))
            room = left - ENTRY_OVERHEAD - 2 * len(name.encode())
            try:
                content = _read(path, max(room, 0) + 1, top)
            except UnreadableSubmission as error:
                if error.code == "not_read" and _is_first(path):
                    raise
                continue
            if len(content) > room:
                if _is_first(path):
                    raise UnreadableSubmission("too_large", file=path.name, limit=f"{budgets.file_mib:g}")
                continue
            archive.writestr(zipfile.ZipInfo(name), content)  # of the same date, always
            left = room - len(content)
    return packed.getvalue()


def written(name: str | Path) -> str:
    """Return a name of the file system as text that can be written anywhere: what is no UTF-8 in it is replaced."""
    return os.fsencode(name).decode("utf-8", "replace")


def _files(paths: Collection[Path]) -> Iterator[Path]:
    """Yield some thousand files among and below `paths`, what lies less deep first, without links and hidden names."""
    waiting, files, folders = sorted(paths), 0, 0
    while waiting and folders <= MOST_FOLDERS:
        later: list[Path] = []
        for path in waiting:
            if path.is_symlink():
                continue
            if not path.is_dir():
                files += 1
                if files > MOST_FILES:
                    return
                yield path
                continue
            folders += 1
            try:
                later += [inner for inner in path.iterdir() if not _is_left(inner.name)]
            except OSError as error:
                raise UnreadableSubmission("not_read", file=path.name, error=str(error.strerror)) from None
        waiting = sorted(later)


def _read(path: Path, size: int, top: Path) -> bytes:
    """Return at most `size` bytes of a file, without waiting for the other end of a pipe with a notebook's name."""
    try:
        with open(_open(path, top), "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise UnreadableSubmission("not_file", file=path.name)
            return file.read(size)
    except IsADirectoryError:
        raise UnreadableSubmission("not_file", file=path.name) from None
    except OSError as error:
        if _is_link(path, top, error):
            raise UnreadableSubmission("link", file=path.name) from None
        raise UnreadableSubmission("not_read", file=path.name, error=str(error.strerror)) from None


def _open(path: Path, top: Path) -> int:
    """Open a file for reading; raises OSError where it, or a folder between it and `top`, is a link.

    Folder by folder, each in the one before: nobody can put a link into the way between a look and an opening.
    """
    reading = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
    if os.open not in os.supports_dir_fd:
        if _is_link(path, top):
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
        return os.open(path, reading)
    passing = getattr(os, "O_PATH", os.O_RDONLY) | os.O_DIRECTORY
    *folders, name = path.relative_to(top).parts
    with contextlib.ExitStack() as opened:
        inside = os.open(top, passing)
        opened.callback(os.close, inside)
        for folder in folders:
            inside = os.open(folder, passing | os.O_NOFOLLOW, dir_fd=inside)
            opened.callback(os.close, inside)
        return os.open(name, reading, dir_fd=inside)


def _is_link(path: Path, top: Path, error: OSError | None = None) -> bool:
    """Return whether `path` or a folder between it and `top` is a link, or `error` says so."""
    between = (path, *path.parents)[: len(path.relative_to(top).parts)]
    return (error is not None and error.errno == errno.ELOOP) or any(part.is_symlink() for part in between)


def _is_first(path: Path) -> bool:
    return path.suffix.lower() in FIRST


def _is_left(name: str) -> bool:
    """Return whether systems and tools have left a file or folder of this name beside what was handed in."""
    return name.startswith(".") or name in TOOLS
