"""Gets the bytes of what was handed in from the disk: without following links out of a folder, waiting, or too many.

What the bytes hold is read by coursekit.submission.read, in the process that grades. Here nothing is parsed, and nothing
is imported that takes long: a process of Otter's uses it.
"""

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
    """Bytes that cannot be had; `code` and `values` are of a Note of coursekit.submission, str() is its sentence."""

    def __init__(self, code: str, **values: str) -> None:
        self.code, self.values = code, values
        super().__init__(code)

    def __str__(self) -> str:
        # The sentences stand in the students' library, which imports torch: only who prints one loads it.
        from coursekit.submission.printable import readable
        from coursekit.submission.source import Note

        return str(Note(self.code, {name: readable(value, 100) for name, value in self.values.items()}))


def read_submitted(path: Path, budgets: Budgets) -> bytes:
    """Return the bytes of a file, or of the files of a folder packed into a zip.

    Raises UnreadableSubmission when it cannot be read, is neither, or is too large.
    """
    if path.is_dir() and not path.is_symlink():
        return pack([path], budgets)
    content = _read(path, int(budgets.file_mib * MIB) + 1)
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
            raise UnreadableSubmission("not_file", file=found[0].name)
        return found[0].name, read_submitted(found[0], budgets)
    return PACKED, pack(found, budgets, folder)


def read_with_helpers(path: Path, folder: Path, budgets: Budgets) -> bytes:
    """Return the bytes of a file, packed into a zip with what its code may need of the files in `folder` and below.

    Other notebooks and zips stay behind. Raises UnreadableSubmission as `read_submitted` does.
    """
    content = read_submitted(path, budgets)
    files = [other for other in _files([folder]) if other == path or not other.name.lower().endswith(NO_HELPERS)]
    return pack(files, budgets, folder) if path in files and len(files) > 1 else content


def pack(paths: Collection[Path], budgets: Budgets, top: Path | None = None) -> bytes:
    """Return a zip, as it would be handed in, of files and of what lies in folders; equal files make equal bytes.

    top: the folder that names in the zip are relative to; by default the only one of `paths`. Links and other things
    that are no files are left out, and so is what there is no room for: notebooks, scripts and zips are packed first.
    Raises UnreadableSubmission when one of those is too large or cannot be read, or a folder cannot.
    """
    top = top or next(iter(paths))
    left = int(budgets.file_mib * MIB) - ENTRY_OVERHEAD
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for path in sorted(_files(paths), key=lambda path: (not _is_first(path), len(path.parts), path)):
            name = os.fsencode(path.relative_to(top)).decode("utf-8", "replace")
            room = left - ENTRY_OVERHEAD - 2 * len(name.encode())
            try:
                content = _read(path, max(room, 0) + 1)
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


def _read(path: Path, size: int) -> bytes:
    """Return at most `size` bytes of a file, without waiting for the other end of a pipe with a notebook's name."""
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with open(descriptor, "rb") as file:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise UnreadableSubmission("not_file", file=path.name)
            return file.read(size)
    except IsADirectoryError:
        raise UnreadableSubmission("not_file", file=path.name) from None
    except OSError as error:
        raise UnreadableSubmission("not_read", file=path.name, error=str(error.strerror)) from None


def _is_first(path: Path) -> bool:
    return path.suffix.lower() in FIRST


def _is_left(name: str) -> bool:
    """Return whether systems and tools have left a file or folder of this name beside what was handed in."""
    return name.startswith(".") or name in TOOLS
