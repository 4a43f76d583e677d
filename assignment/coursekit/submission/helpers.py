"""Files beside a submission: written into its folder, and imported from there as forgivingly as its own cells."""

import importlib.abc
import importlib.machinery
import importlib.util
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import ModuleType

from .script_file import decoded

Runner = Callable[[str, str, ModuleType], None]


def write_helpers(folder: Path, top: Path, helpers: Mapping[str, bytes]) -> None:
    """Write files by their path from `folder`; one that leads out of `top`, or cannot be written, is left."""
    for name, content in helpers.items():
        path = (folder / name).resolve()
        if not path.is_relative_to(top.resolve()):
            continue
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        except (OSError, ValueError):
            continue


def install_finder(folder: Path, run: Runner) -> None:
    """Have imports find modules in `folder`, after all that is installed; `run` runs the source of one."""
    sys.meta_path[:] = [finder for finder in sys.meta_path if not isinstance(finder, HelperFinder)]
    sys.meta_path.append(HelperFinder(folder, run))


class HelperFinder(importlib.abc.MetaPathFinder):
    """Finds `name.py` and `name/__init__.py` in the folder of a submission, and below it in what `sys.path` names."""

    def __init__(self, folder: Path, run: Runner) -> None:
        self._folder = folder
        self._run = run

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """Return how to load a module of the submission, None if it has none of that name."""
        name = fullname.rpartition(".")[2]
        for place in map(Path, path) if path is not None else (self._folder,):
            for file, package in ((place / f"{name}.py", False), (place / name / "__init__.py", True)):
                if file.is_file():
                    loader = HelperLoader(file, self._run)
                    places = [str(file.parent)] if package else None
                    return importlib.util.spec_from_file_location(
                        fullname, file, loader=loader, submodule_search_locations=places
                    )
            if (place / name).is_dir() and any((place / name).rglob("*.py")):
                spec = importlib.machinery.ModuleSpec(fullname, None, is_package=True)
                spec.submodule_search_locations = [str(place / name)]
                return spec
        return None


class HelperLoader(importlib.abc.Loader):
    """Runs a helper module statement by statement."""

    def __init__(self, file: Path, run: Runner) -> None:
        self._file = file
        self._run = run

    def exec_module(self, module: ModuleType) -> None:
        """Run the source in the module."""
        self._run(decoded(self._file.read_bytes()), str(self._file), module)
