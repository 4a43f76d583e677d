"""Loads a folder as a package, whatever it is called and wherever it lies; puts a students' library on the path."""

import hashlib
import importlib
import importlib.machinery
import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any


def load_package(folder: Path) -> str:
    """Make `folder` importable as a package and return its name; the same folder is loaded once.

    The name is the folder's own where that is free, so that `solutions/` is the package `solutions`.
    """
    place = folder.resolve()
    for name in (place.name, f"{place.name}_{hashlib.sha256(str(place).encode()).hexdigest()[:8]}"):
        if not name.isidentifier():
            continue
        known = sys.modules.get(name)
        if known is not None and str(place) in map(str, getattr(known, "__path__", ())):
            return name
        if known is None and _is_free(name, place):
            module = ModuleType(name)
            module.__path__ = [str(place)]
            module.__spec__ = importlib.machinery.ModuleSpec(name, None, is_package=True)
            module.__spec__.submodule_search_locations = [str(place)]
            sys.modules[name] = module
            return name
    raise ImportError(f"{place} cannot be loaded as a package")


def _is_free(name: str, place: Path) -> bool:
    """Return whether nothing else would be imported under a name."""
    found = importlib.util.find_spec(name)
    if found is None:
        return True
    locations = [Path(location).resolve() for location in found.submodule_search_locations or ()]
    return locations == [place]


def import_from(package: str, path: str) -> Any:
    """Return the thing "module:name", where `module` lies in `package` ("" for none)."""
    module, _, name = path.partition(":")
    return getattr(importlib.import_module(f"{package}.{module}" if package else module), name)


def add_to_path(folder: Path) -> None:
    """Let packages be imported from a folder, after all others."""
    if str(folder) not in sys.path:
        sys.path.append(str(folder))
