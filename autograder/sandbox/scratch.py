"""The one folder that a worker may write: made, measured while it runs, and deleted whatever lies in it."""

import contextlib
import itertools
import os
import tempfile
from pathlib import Path
from secrets import token_hex

from autograder.grading import MIB
from autograder.sandbox.reach import reachable

ENTRIES = 2_000
LOOKS = 5
EVERYBODYS = ("/tmp", "/var/tmp", "/dev/shm", "/run", "/run/lock")


def make_scratch(prefix: str = "submission-") -> Path:
    """Return a new folder that only its owner may enter, in a place that the worker's user can reach."""
    return Path(tempfile.mkdtemp(prefix=prefix, dir=_place())).resolve()


def _place() -> str:
    """Return the folder for temporary files, or another one where root's is closed to everybody else."""
    usual = tempfile.gettempdir()
    if os.geteuid() != 0:
        return usual
    places = (usual, *EVERYBODYS)
    return next((place for place in places if os.path.isdir(place) and reachable(Path(place).resolve())), usual)


def scratch_mib(folder: Path) -> float:
    """Return the size of the files in `folder`; infinity for more than ENTRIES of them or a path that is too long.

    What got another name since it was listed is looked for again: the most that was seen counts.
    """
    most = 0.0
    for _ in range(LOOKS):
        size, whole = _size(str(folder))
        most = max(most, size)
        if whole:
            break
    return most / MIB


def _size(top: str) -> tuple[float, bool]:
    """Return the bytes of the files in a folder, and whether nothing of it was gone when it was looked at."""
    size = count = 0
    whole = True
    todo = [top]
    while todo:
        try:
            with os.scandir(todo.pop()) as entries:
                for entry in entries:
                    count += 1
                    try:
                        size += entry.stat(follow_symlinks=False).st_blocks * 512
                    except FileNotFoundError:
                        whole = False
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        todo.append(entry.path)
                    if count > ENTRIES:
                        return float("inf"), True
        except FileNotFoundError:
            whole = False
        except OSError:
            return float("inf"), True
    return size, whole


def delete_scratch(folder: Path, uid: int | None) -> None:
    """Delete the folder, and what a worker with a user `uid` of its own left where everybody may write."""
    _delete(str(folder))
    for place in EVERYBODYS if uid is not None else ():
        with contextlib.suppress(OSError), os.scandir(place) as entries:
            for entry in entries:
                if entry.stat(follow_symlinks=False).st_uid == uid:
                    _delete(entry.path) if entry.is_dir(follow_symlinks=False) else os.unlink(entry.path)


def _delete(top: str) -> None:
    """Delete a folder, level by level: folders may lie deeper in each other than any path reaches or recursion goes."""
    names = (f"{token_hex(8)}-{number}" for number in itertools.count())
    with contextlib.suppress(OSError):
        while folders := _folders_left(top):
            for folder in folders:
                for inner in _folders_left(folder):
                    os.rename(inner, os.path.join(top, next(names)))
                os.rmdir(folder)
        os.rmdir(top)


def _folders_left(folder: str) -> list[str]:
    """Delete the files in a folder and return the folders in it, opened to their owner."""
    with os.scandir(folder) as entries:
        found = list(entries)
    folders = [entry.path for entry in found if entry.is_dir(follow_symlinks=False)]
    for entry in found:
        if not entry.is_dir(follow_symlinks=False):
            os.unlink(entry.path)
    for path in folders:
        os.chmod(path, 0o700)
    return folders
