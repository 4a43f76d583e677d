"""A student's notebook that can be spoilt: the built one with its stubs filled in, its cells known by their role."""

import json
from functools import cache
from typing import Any, Self
from zlib import crc32

from autograder.paths import ROOT
from tests.messy.answers import HEAD, WAYS, Answers

LANGUAGES = ("en", "ru")
QUESTIONS = ("q1", "q2", "q3")
Cell = dict[str, Any]


class Notebook:
    """A notebook with right answers. Every change returns the notebook, so that several can stand in one line.

    content: what is written as JSON. answers: the sources that were filled in. cell: the cells that have a role:
    "otter", "imports", "q1" to "q3" and "check q1" to "check q4". stub: what the answers have replaced, by question.
    """

    def __init__(self, language: str, answers: Answers) -> None:
        self.language = language
        self.answers = answers
        self.content: dict[str, Any] = json.loads(_built(language))
        self.cell = _roles(self.cells)
        self.stub = {question: self.source(question) for question in QUESTIONS}
        for question in QUESTIONS:
            self.set(question, getattr(answers, question))

    @property
    def cells(self) -> list[Cell]:
        """The cells in order; the list may be changed."""
        cells: list[Cell] = self.content["cells"]
        return cells

    def source(self, role: str) -> str:
        """Return the source of the cell with this role."""
        return "".join(self.cell[role]["source"])

    def set(self, role: str, text: str) -> Self:
        """Replace the source of the cell with this role."""
        self.cell[role]["source"] = text.rstrip("\n").splitlines(keepends=True)
        return self

    def begin(self, text: str) -> Self:
        """Put lines before the first import of the notebook's own import cell."""
        return self.prepend("imports", text)

    def prepend(self, role: str, text: str) -> Self:
        """Put lines before what the cell holds."""
        return self.set(role, f"{text.rstrip()}\n\n{self.source(role)}")

    def append(self, role: str, text: str) -> Self:
        """Put lines after what the cell holds."""
        return self.set(role, f"{self.source(role)}\n\n{text}")

    def before(self, role: str, *sources: str) -> Self:
        """Put new code cells before the cell with this role."""
        return self._insert(self._index(role), sources)

    def after(self, role: str, *sources: str) -> Self:
        """Put new code cells after the cell with this role."""
        return self._insert(self._index(role) + 1, sources)

    def remove(self, role: str) -> Self:
        """Delete the cell with this role."""
        del self.cells[self._index(role)]
        return self

    def end(self, *sources: str) -> Self:
        """Put new code cells at the end."""
        return self._insert(len(self.cells), sources)

    def script(self, before: str = "", between: str = "", after: str = "") -> str:
        """Return a .py with imports and answers, and lines before the imports, before the classes and after them."""
        parts = (before, HEAD, between, self.answers.all(), after)
        return "\n\n".join(part.rstrip() for part in parts if part) + "\n"

    def encoded(self, encoding: str = "utf-8", **layout: Any) -> bytes:
        """Return the file's bytes; `layout` goes to json.dumps."""
        return json.dumps(self.content, **{"ensure_ascii": False, "indent": 1, **layout}).encode(encoding)

    def _insert(self, index: int, sources: tuple[str, ...]) -> Self:
        self.cells[index:index] = [code(text, f"own-{index}-{number}") for number, text in enumerate(sources)]
        return self

    def _index(self, role: str) -> int:
        return next(index for index, cell in enumerate(self.cells) if cell is self.cell[role])


def code(text: str, name: str, **metadata: Any) -> Cell:
    """Return a code cell as a student adds it, which was run once; `name` is its id."""
    source = text.rstrip("\n").splitlines(keepends=True)
    return {
        "cell_type": "code",
        "execution_count": 1,
        "id": name,
        "metadata": metadata,
        "outputs": [],
        "source": source,
    }


def notebook_of(name: str) -> Notebook:
    """Return the filled notebook for a file; its language and the way of its answers follow from the file's name."""
    number = crc32(name.encode())
    return Notebook(LANGUAGES[number % 2], WAYS[number // 2 % len(WAYS)])


def untouched(language: str) -> bytes:
    """Return the notebook as it is handed out, without any answer."""
    return _built(language).encode()


@cache
def _built(language: str) -> str:
    return (ROOT / "assignment" / f"seminar_{language}.ipynb").read_text(encoding="utf-8")


def _roles(cells: list[Cell]) -> dict[str, Cell]:
    """Find the cells that matter by what stands in them."""
    found: dict[str, Cell] = {}
    for cell in cells:
        text = "".join(cell["source"])
        if cell["cell_type"] != "code":
            continue
        if "otter.Notebook(" in text:
            found["otter"] = cell
        elif "from seminar import" in text:
            found["imports"] = cell
        elif text.startswith("class ModelBaseline"):
            found["q2" if "q1" in found else "q1"] = cell
        elif text.startswith("class SpatialDropout"):
            found["q3"] = cell
        elif text.startswith("grader.check("):
            found[f"check {text.split(chr(34))[1]}"] = cell
    return found
