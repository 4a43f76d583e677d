"""Imports after the change of user: folders of modules below a closed one (an interpreter in /root) stay readable.

A descriptor that was opened before the change leads past the closed folder; imports are sent through it.
"""

import os
import stat
import sys
from collections.abc import Iterable
from pathlib import Path

OPEN_PATH = getattr(os, "O_PATH", 0) | getattr(os, "O_DIRECTORY", 0)


def open_unreachable(folders: Iterable[str]) -> dict[str, str]:
    """Open the folders that another user could not reach; return the path through the descriptor for each."""
    found: dict[str, str] = {}
    for folder in folders:
        if folder and os.path.isdir(folder) and not reachable(Path(folder).resolve()):
            found[folder] = f"/proc/self/fd/{os.open(folder, OPEN_PATH)}"
    return found


def redirect_imports(folders: dict[str, str]) -> None:
    """Send the imports of modules and of parts of packages that lie in `folders` through their descriptors."""
    if not folders:
        return

    def moved(path: str) -> str:
        inside = [folder for folder in folders if path == folder or path.startswith(folder + os.sep)]
        longest = max(inside, key=len, default=None)
        return path if longest is None else folders[longest] + path[len(longest) :]

    sys.path[:] = [moved(path) for path in sys.path]
    sys.path_importer_cache.clear()
    for module in list(sys.modules.values()):
        # Not by getattr: modules that load themselves lazily run code for it.
        names = getattr(module, "__dict__", {})
        if isinstance(names.get("__path__"), list):
            names["__path__"][:] = [moved(place) for place in names["__path__"]]
        if isinstance(names.get("__file__"), str):
            names["__file__"] = moved(names["__file__"])


def open_to_all(folder: Path) -> bool:
    """Return whether every user of the machine can read what lies in `folder`, as far as its own mode tells.

    A closed folder above it is no help: a worker has descriptors of folders with libraries that lie behind such ones,
    and from there the way up is open (`/proc/self/fd/3/../..`).
    """
    return folder.is_dir() and bool(folder.resolve().stat().st_mode & (stat.S_IROTH | stat.S_IXOTH))


def reachable(folder: Path) -> bool:
    """Return whether every user of the machine can enter `folder`, as far as its modes tell."""
    return all(above.stat().st_mode & stat.S_IXOTH for above in (folder, *folder.parents))
