"""Snapshots of files: canaries by name, contents by hash, large folders by sizes and dates."""

import hashlib
import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

CANARY = "CANARY"
# Names that cannot say CANARY, because only these are run by Python.
TELLING = frozenset({"sitecustomize.py", "usercustomize.py"})


def canaries(folders: Iterable[Path], scratch: Path) -> set[Path]:
    """Return the entries of `folders` that an attack has written, except below `scratch`."""
    found = set()
    for folder in folders:
        if folder == scratch or scratch in folder.parents:
            continue
        try:
            names = os.listdir(folder)
        except OSError:
            continue
        found |= {folder / name for name in names if CANARY in name or name in TELLING}
    return {path for path in found if path != scratch and path not in scratch.parents}


def hashes(paths: Iterable[Path]) -> dict[Path, str]:
    """Return the SHA-256 of every file in or among `paths`; a link counts as its target's name."""
    found = {}
    for path in _files(paths):
        try:
            state = path.lstat()
            if stat.S_ISLNK(state.st_mode):
                content = os.fsencode(os.readlink(path))
            elif stat.S_ISREG(state.st_mode):
                content = path.read_bytes()
            else:
                content = str(state.st_mode).encode()
        except OSError as error:
            content = type(error).__name__.encode()
        found[path] = hashlib.sha256(content).hexdigest()
    return found


def listing(paths: Iterable[Path]) -> dict[Path, str]:
    """Return size and date of every file in or among `paths`."""
    found = {}
    for path in _files(paths):
        try:
            state = path.lstat()
        except OSError:
            continue
        found[path] = f"{state.st_mode} {state.st_size} {state.st_mtime_ns}"
    return found


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield all files, without the bytecode that Python itself writes."""
    for path in paths:
        if not path.is_dir() or path.is_symlink():
            yield path
            continue
        for folder, _, names in os.walk(path):
            cache = os.path.basename(folder) == "__pycache__"
            yield from (Path(folder, name) for name in names if not cache or CANARY in name)
