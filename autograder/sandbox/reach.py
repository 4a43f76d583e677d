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
    """Return whether the user of a worker can read what lies in `folder`, as far as the modes of folders tell.

    A closed folder above it may be no help: a worker has descriptors of the folders with libraries that lie behind it,
    and from these it can go up and down again (`/proc/self/fd/3/../../tests`).
    """
    if not folder.is_dir():
        return False
    real = folder.resolve()
    opened = [Path(library).resolve() for library in sys.path if library and os.path.isdir(library)]
    behind = [library for library in opened if not reachable(library)]
    common = [Path(os.path.commonpath((real, library))) for library in behind]
    return reachable(real) or any(reachable(real, above) for above in common)


def reachable(folder: Path, top: Path | None = None) -> bool:
    """Return whether every user of the machine can enter `folder` (from `top` on), as far as its modes tell."""
    way = (folder, *folder.parents)
    below = way if top is None else [above for above in way if above.is_relative_to(top)]
    return all(above.stat().st_mode & stat.S_IXOTH for above in below)
