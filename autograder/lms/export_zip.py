"""The zip that a platform gives an instructor, as it was downloaded -> a folder, for as long as it is graded.

A student hands in zips too. So a zip is an export only where the instructor names nothing but such zips, its own name
is of no platform, and the names in it are a platform's; it is never looked for inside of anything.
"""

import errno
import fcntl
import os
import shutil
import tempfile
import time
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import ModuleType

from autograder.errors import GraderError
from autograder.grading import MIB
from autograder.lms import blackboard, brightspace, canvas, gradescope, moodle
from autograder.lms.place import Tree, kind
from autograder.printable import readable
from coursekit.submission.archive import plain_path

PLATFORMS: tuple[ModuleType, ...] = (gradescope, moodle, brightspace, canvas, blackboard)  # whose exports are zips
ENCODINGS = ("utf-8", "cp866")  # of names that do not say which: macOS, and Windows in Russia
MOST_ENTRIES = 200_000
# Of all files; of each: what is larger is cut, and too large for every budget.
MOST_BYTES, LARGEST_BYTES = 16 * 1024 * MIB, 512 * MIB
LONGEST_PART = 255  # bytes of a name on every file system in use
DEEPEST = 100  # folders in each other: a name in a zip may have 32,000, and a student's zip is looked at too
LONGEST_SHOWN = 200  # characters of a path that is not laid out
LEFT_BEHIND = ("__MACOSX",)
PREFIX = "autograder-export-"
NEW_SECONDS = 60  # in which a folder may be made and not locked yet


@contextmanager
def opened(paths: Sequence[Path]) -> Iterator[tuple[list[Path], list[str]]]:
    """Yield the paths, with a folder in place of each export, and a line for each file of it that cannot be read.

    Raises GraderError for an export that is larger than is unpacked.
    """
    if not paths or not all(map(is_export, paths)):
        yield list(paths), []
        return
    with _place() as place:
        lines: list[str] = []
        folders = []
        for number, path in enumerate(paths):
            folder = place / str(number) / _fitting(path.stem)
            lines += _unpack(path, folder)
            folders.append(folder)
        yield folders, lines


@contextmanager
def _place() -> Iterator[Path]:
    """Yield a new folder that is deleted in the end, after those of runs that were killed: it holds a class's work.

    A folder is locked as long as its run is there.
    """
    for old in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with suppress(OSError):
            if time.time() - old.lstat().st_mtime > NEW_SECONDS and old.lstat().st_uid == os.getuid():
                lock = _locked(old)
                shutil.rmtree(old, ignore_errors=True)
                os.close(lock)
    place = Path(tempfile.mkdtemp(prefix=PREFIX))
    lock = _locked(place)
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)
        os.close(lock)


def _locked(folder: Path) -> int:
    """Lock a folder and return what holds the lock; raises OSError where another process has it."""
    lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(lock)
        raise
    return lock


def is_export(path: Path) -> bool:
    """Return whether a path is a zip in which all that can be graded has a name as a platform gives it."""
    if kind(path.name) != ".zip" or path.is_symlink() or not path.is_file():
        return False
    if any(module.recognise(path, Tree(path.parent, [path], {path.parent}, whole=False)) for module in PLATFORMS):
        return False
    try:
        with _archive(path) as archive:
            names = [_parts(info) for info in archive.infolist()]
    except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError):
        return False
    top = Path("/export")
    files = [top.joinpath(*parts) for parts in names if parts]
    folders = {folder for file in files for folder in file.parents if folder.is_relative_to(top)}
    tree = Tree(top, [file for file in files if file not in folders], folders)
    known = [_is_named(file, tree) for file in tree.files if kind(file.name)]
    return len(files) <= MOST_ENTRIES and all(known) and any(_is_named(file, tree) for file in files)


def _is_named(file: Path, tree: Tree) -> bool:
    return any(module.recognise(part, tree) is not None for part in tree.parts(file) for module in PLATFORMS)


def _archive(path: Path) -> zipfile.ZipFile:
    for encoding in ENCODINGS[:-1]:
        try:
            return zipfile.ZipFile(path, metadata_encoding=encoding)
        except UnicodeDecodeError:
            continue
    return zipfile.ZipFile(path, metadata_encoding=ENCODINGS[-1])


def _unpack(path: Path, folder: Path) -> list[str]:
    """Unpack an export into a new folder; return a line for each file that is damaged, which is empty there."""
    folder.mkdir(parents=True, mode=0o700)
    lines = []
    left = MOST_BYTES
    with _archive(path) as archive:
        for info in archive.infolist():
            parts = _parts(info)
            if not parts:
                if _is_too_deep(info):
                    lines.append(_too_long(info))
                continue
            target = folder.joinpath(*parts)
            try:
                if info.is_dir():
                    target.mkdir(parents=True, exist_ok=True)
                    continue
                target.parent.mkdir(parents=True, exist_ok=True)
                target.touch()
            except (FileExistsError, NotADirectoryError):
                lines.append(f"{readable(info.filename)}: a file and a folder of one name: unpack {path.name} yourself")
                continue
            except OSError as error:
                if error.errno != errno.ENAMETOOLONG:
                    raise GraderError(f"{folder} cannot be written ({error.strerror}): make room there") from None
                lines.append(_too_long(info))
                continue
            try:
                left -= _copy(archive, info, target, min(left, LARGEST_BYTES))
            except (OSError, zipfile.BadZipFile, RuntimeError, NotImplementedError, ValueError, EOFError) as error:
                if isinstance(error, OSError) and error.errno is not None:
                    raise GraderError(f"{target} cannot be written ({error.strerror}): make room there") from None
                lines.append(f"{readable(info.filename)}: is damaged in {path.name} ({error}): download it again")
            if left <= 0:
                raise GraderError(
                    f"{path.name}: has more than {MOST_BYTES // MIB} MB in it: unpack it and name the folder"
                )
    return lines


def _parts(info: zipfile.ZipInfo) -> list[str]:
    """Return the parts of an entry's path as they are laid out; nothing for what is not."""
    if _is_too_deep(info):
        return []
    parts = [_fitting(part) for part in plain_path(info.filename).split("/") if part]
    return [] if parts and parts[0] in LEFT_BEHIND else parts


def _is_too_deep(info: zipfile.ZipInfo) -> bool:
    return info.filename.count("/") > DEEPEST


def _too_long(info: zipfile.ZipInfo) -> str:
    return f"{readable(info.filename, LONGEST_SHOWN)}…: has a path that is too long, and is left out"


def _copy(archive: zipfile.ZipFile, info: zipfile.ZipInfo, target: Path, most: int) -> int:
    """Write at most `most` bytes of an entry into a file; return how many."""
    written = 0
    with archive.open(info) as source, target.open("wb") as file:
        while written < most and (block := source.read(min(MIB, most - written))):
            file.write(block)
            written += len(block)
    return written


def _fitting(part: str) -> str:
    """Return a part of a path that every file system takes, with the end that says what it is."""
    part = part.replace("\0", "_")
    if len(part.encode("utf-8", "replace")) <= LONGEST_PART:
        return part
    end = Path(part).suffix[:20]
    return part.encode()[: LONGEST_PART - len(end.encode())].decode(errors="ignore") + end
