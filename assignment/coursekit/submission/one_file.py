"""Bytes of one file -> its cells: a notebook or a script by what stands in it, whatever its name ends in."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from .filled import Assignment, Progress
from .notebook_file import CONFLICT, read_notebook
from .script_file import decoded, is_blank
from .source import Cell, Limits, Note, Submission, UnreadableError
from .spoken import language_of_notebook, language_of_script

LONGEST_NAME = 100
MIB, KIB = 1 << 20, 1 << 10
# How a file name ends that is meant as a notebook or a script: `work.IPYNB`, `work.ipynb.txt`, `work.py (1)`.
NOTEBOOK_NAME = re.compile(r"\.ipynb(?:[ ._-]?(?:txt|json|\([0-9]{1,9}\))){0,3}$", re.IGNORECASE)
SCRIPT_NAME = re.compile(r"\.pyw?(?:[ ._-]?(?:txt|\([0-9]{1,9}\))){0,3}$", re.IGNORECASE)
# What is sometimes handed in instead: the first bytes, and the code of the sentence that says what to do.
OTHER_KINDS: Mapping[bytes, tuple[str, str]] = {
    b"Rar!\x1a\x07": ("other_archive", "RAR"),
    b"7z\xbc\xaf\x27\x1c": ("other_archive", "7z"),
    b"\x1f\x8b": ("other_archive", "gzip"),
    b"%PDF-": ("other_document", "PDF"),
    b"<!DOCTYPE": ("other_document", "HTML"),
    b"<!doctype": ("other_document", "HTML"),
    b"<html": ("other_document", "HTML"),
}


@dataclass(frozen=True)
class Work:
    """What one file holds.

    asked_for: the assignment that it is read for. assignment: the name in a notebook's metadata, None where there is
    none.
    """

    asked_for: Assignment
    name: str
    script: bool
    cells: tuple[Cell, ...]
    language: str | None
    assignment: str | None = None
    notes: tuple[Note, ...] = field(default=())

    @property
    def code(self) -> str:
        """The source of all cells that are not ignored."""
        return "\n".join(cell.source for cell in self.cells if not cell.ignored)

    @cached_property
    def progress(self) -> Mapping[str, Progress]:
        """How far each answer is that it has something of."""
        return self.asked_for.progress(self.code)

    @property
    def mentions(self) -> bool:
        """Whether its code names one of the answers."""
        return self.asked_for.mentions(self.code)

    @property
    def is_ours(self) -> bool:
        """Whether it belongs to the assignment: by a name of its classes, or of the assignment, or as a script."""
        return self.script or self.assignment == self.asked_for.name or self._names_answers()

    def submission(self, helpers: Mapping[str, bytes], notes: tuple[Note, ...] = ()) -> Submission:
        """Return it as what was handed in; raises UnreadableError for a notebook of another assignment."""
        if not self.is_ours:
            asked = ", ".join(self.asked_for.answers)
            if self.assignment is None:
                raise UnreadableError("not_ours", file=self.name, classes=asked)
            raise UnreadableError(
                "other_assignment", file=self.name, found=repr(self.assignment)[:LONGEST_NAME], classes=asked
            )
        return Submission(self.name, self.script, self.cells, helpers, self.language, (*notes, *self.notes))

    def _names_answers(self) -> bool:
        return any(self.asked_for.mentions(cell.source) for cell in self.cells)


def read_one(name: str, content: bytes, assignment: Assignment, limits: Limits) -> Work:
    """Return what a notebook or a script holds; `name` is how the file is shown.

    Raises UnreadableError for what is neither, and for more than `limits` allow.
    """
    require_small(name, content, limits)
    if is_blank(content):
        raise UnreadableError("empty", file=name)
    for beginning, (code, kind) in OTHER_KINDS.items():
        if content.startswith(beginning):
            raise UnreadableError(code, file=name, kind=kind)
    text = decoded(content)
    work = (
        _notebook(name, text, assignment) if _is_notebook(name, text, assignment) else _script(name, text, assignment)
    )
    _require_within(work, limits)
    return work


def require_small(name: str, content: bytes, limits: Limits) -> None:
    """Raise UnreadableError for a file that is larger than is read."""
    if len(content) > limits.file_mib * MIB:
        raise UnreadableError("too_large", file=name, limit=f"{limits.file_mib:g}")


def _is_notebook(name: str, text: str, assignment: Assignment) -> bool:
    """Return whether to read a text as a notebook: JSON, or what has a notebook's name and no answer in it."""
    beginning = text.lstrip()[:1]
    if SCRIPT_NAME.search(name):
        return beginning == "{" and '"cells"' in text
    return beginning in ("{", "[") or (NOTEBOOK_NAME.search(name) is not None and not assignment.mentions(text))


def _notebook(name: str, text: str, assignment: Assignment) -> Work:
    notebook = read_notebook(name, text)
    code = "\n".join(cell.source for cell in notebook.cells)
    language = language_of_notebook(code, notebook.prose, assignment.languages)
    return Work(assignment, name, False, notebook.cells, language, notebook.assignment, _conflict(name, code))


def _script(name: str, text: str, assignment: Assignment) -> Work:
    # Half of a surrogate pair, which no source file can hold, does not come out of decoding.
    language = language_of_script(text, assignment.languages)
    return Work(assignment, name, True, (Cell(text),), language, None, _conflict(name, text))


def _conflict(name: str, code: str) -> tuple[Note, ...]:
    return (Note("conflict_inside", {"file": name}),) if CONFLICT.search(code) else ()


def _require_within(work: Work, limits: Limits) -> None:
    if len(work.cells) > limits.cells:
        raise UnreadableError("too_many_cells", file=work.name, cells=str(len(work.cells)), limit=f"{limits.cells:g}")
    size = sum(len(cell.source) for cell in work.cells)
    if size > limits.source_kib * KIB:
        raise UnreadableError("too_much_source", file=work.name, size=str(size // KIB), limit=f"{limits.source_kib:g}")
