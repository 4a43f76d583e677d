"""What was handed in, once it is read: cells of source code, the files beside them, and what there is to tell.

Everything here is text and bytes. Nothing of it was run, or parsed as Python.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..errors import CourseError
from ..language import text


@dataclass(frozen=True)
class Note:
    """Something that the student should know about how the file was read or run, without loss of points.

    code: the name of its text, `submission.<code>` in coursekit/texts; values: what stands in the places of the text,
    among them other notes.
    """

    code: str
    values: Mapping[str, "str | Note"] = field(default_factory=dict)

    def __str__(self) -> str:
        """Return the sentence in the set language."""
        return self.said()

    def said(self, language: str | None = None) -> str:
        """Return the sentence in a language, or in the set one."""
        values = {
            name: value.said(language) if isinstance(value, Note) else value for name, value in self.values.items()
        }
        return text(f"submission.{self.code}", in_language=language, **values)


class UnreadableError(CourseError):
    """A file that nothing can be read from: `note` says why and what to do; str() is that sentence."""

    def __init__(self, code: str, **values: str) -> None:
        self.note = Note(code, values)
        super().__init__(code)

    def __str__(self) -> str:
        """Return the sentence in the set language."""
        return str(self.note)


@dataclass(frozen=True)
class Limits:
    """What is read and run at most.

    file_mib: a file, an entry of a zip, and all that is taken from a zip together. source_kib: source code of all
    cells. cells: code cells. entries: of a zip. cell_seconds: of the processor, for a statement that a graded class
    needs; extra_seconds: for another one, if such are run at all.
    """

    file_mib: float = 32
    source_kib: float = 1024
    cells: float = 1000
    entries: int = 10_000
    cell_seconds: float = 30
    extra_seconds: float = 5


@dataclass(frozen=True)
class Cell:
    """The source of one code cell.

    number: among the code cells of the notebook, from 1; 0 for the one cell that a script is. questions: which are
    judged as of this cell by its metadata. ignored: tagged so that Otter leaves it out.
    """

    source: str
    number: int = 0
    questions: tuple[str, ...] = ()
    ignored: bool = False


@dataclass(frozen=True)
class Submission:
    """What was handed in.

    name: of the file that counts, as it is shown: `work.zip/hw1/seminar_en.ipynb`. script: whether it is Python source
    with lines, not a notebook with cells. place: the folder in which it lay, "" where that does not matter. helpers:
    files that its code may import or open, by their path from there with `/`, and `../` for what lies above. language:
    one of the assignment's as the file itself says, None where it does not. notes: what to tell the student about how
    the file was found and read.
    """

    name: str
    script: bool
    cells: tuple[Cell, ...]
    helpers: Mapping[str, bytes] = field(default_factory=dict)
    language: str | None = None
    notes: tuple[Note, ...] = ()
    place: str = ""
