"""How hostile notebooks and zips are described and written, and the honest content that they wrap."""

import json
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bank import REFERENCE
from tests.course import GRADING, QUESTIONS, SEMINAR

FULL = dict(GRADING.points)
NOTHING = dict.fromkeys(FULL, 0.0)
WITHOUT_Q3 = {**FULL, "q3": 0.0}

# Put after the reference where a gain of marks would have to show.
IDENTITY = """
class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()

    def forward(self, x):
        return x
"""


@dataclass(frozen=True)
class Container:
    """One hostile file. The fields are those of HostileCase; kind is "notebook" or "zip", the first word of its name.

    write: writes the file into an empty folder and returns its path.
    """

    name: str
    kind: str
    tries: str
    deserves: Mapping[str, float]
    plain: bool
    leaks: tuple[str, ...]
    write: Callable[[Path], Path]


class Bank:
    """A list of containers that grows by decorated functions; their docstrings say what they try."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.containers: list[Container] = []

    def add(
        self, *, deserves: Mapping[str, float] = FULL, plain: bool = True, leaks: tuple[str, ...] = ()
    ) -> Callable[[Callable[[Path], Path]], Callable[[Path], Path]]:
        """Return a decorator that registers a writer under `<kind>_<name of the function>`."""

        def register(write: Callable[[Path], Path]) -> Callable[[Path], Path]:
            name, tries = f"{self.kind}_{write.__name__}", " ".join((write.__doc__ or "").split())
            self.containers.append(Container(name, self.kind, tries, deserves, plain, leaks, write))
            return write

        return register


def code(source: Any, **metadata: Any) -> dict[str, Any]:
    """Return a code cell without outputs."""
    return {"cell_type": "code", "execution_count": None, "metadata": metadata, "outputs": [], "source": source}


def notebook(*more: Any, extra: str = "", metadata: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Return a notebook: Otter's first cell, `more` cells, the reference followed by `extra`, and all four checks."""
    cells = [
        code('import otter\ngrader = otter.Notebook("submission.ipynb")'),
        *more,
        code(REFERENCE.read_text(encoding="utf-8") + extra),
        *(code(f'grader.check("{question}")') for question in QUESTIONS),
    ]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    own = {"kernelspec": kernel, "otter": {"assignment_name": SEMINAR.name}}
    return {"cells": cells, "metadata": {**own, **(metadata or {})}, "nbformat": 4, "nbformat_minor": 5}


def write_notebook(folder: Path, content: Any, name: str = "submission.ipynb") -> Path:
    """Write JSON, text or bytes as the submission; return its path."""
    path = folder / name
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


def entry(name: str, mode: int = 0o100644) -> zipfile.ZipInfo:
    """Return the header of a zip entry with a fixed date and a Unix mode, which may name a link or a device."""
    info = zipfile.ZipInfo("x")
    info.filename = name  # the constructor would tidy it up
    info.create_system, info.external_attr = 3, mode << 16
    info.compress_type = zipfile.ZIP_DEFLATED
    return info


def write_zip(
    folder: Path, entries: Iterable[tuple[str | zipfile.ZipInfo, str | bytes]], extra: str = "", honest: bool = True
) -> Path:
    """Write the honest notebook (with `extra` after the reference) and `entries` in order; return the zip's path."""
    path = folder / "submission.zip"
    with zipfile.ZipFile(path, "w") as archive:
        if honest:
            archive.writestr(entry("submission.ipynb"), json.dumps(notebook(extra=extra)))
        for name, content in entries:
            archive.writestr(entry(name) if isinstance(name, str) else name, content)
    return path
