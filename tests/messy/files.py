"""What a messy file is, and the lists in which they are collected; nothing of what makes them messy."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.messy.notebook import Notebook, notebook_of

FULL = {"q1": 3.0, "q2": 2.0, "q3": 4.0, "q4": 1.0}
WITHOUT_Q3 = {**FULL, "q3": 0.0}
SCALE_LOST = {**FULL, "q3": 3.25}  # what remains of q3 where kept channels are not rescaled

# What feedback on these files never says: that a class which is there may be misspelt. And escapes that only a renderer
# of Markdown turns back into text.
SPELLING = ("check the spelling", "проверьте, как написано имя")
ESCAPES = ("\\_", "&lt;", "&#")
NEVER = SPELLING + ESCAPES
SIGNS = frozenset('<>:"/\\|?*')  # that some file system refuses in a name


@dataclass(frozen=True)
class MessyFile:
    """One file and what must hold for it.

    name: says its kind in plain words. suffix: of the file, with the dot. content: of the file. idea: who leaves it so.
    points: by question. says, never: text that must, and must not, stand in feedback.md. through_otter: whether a bare
    `otter run` reads it (an .ipynb of nbformat 4, a .py, a .zip with one of them at its top, in UTF-8). busy: whether
    some of its code only ends because a budget does.
    """

    name: str
    suffix: str
    content: bytes
    idea: str
    points: Mapping[str, float]
    says: tuple[str, ...]
    never: tuple[str, ...]
    through_otter: bool
    busy: bool

    @property
    def file_name(self) -> str:
        """The name under which it is handed in."""
        return self.name + self.suffix


def write_files(files: Iterable[MessyFile], folder: Path) -> list[Path]:
    """Write the files into a folder, which is made if it is not there; return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for file in files:
        path = folder / file.file_name
        path.write_bytes(file.content)
        paths.append(path)
    return paths


Made = Notebook | str | bytes
Maker = Callable[[Notebook], Made]


@dataclass(frozen=True)
class Kind:
    """How one file is made: `make` gets a notebook with right answers and returns it, a script's text or bytes.

    The other fields are those of the file.
    """

    make: Maker
    name: str
    suffix: str
    points: Mapping[str, float]
    says: tuple[str, ...]
    never: tuple[str, ...]
    through_otter: bool
    busy: bool

    def file(self) -> MessyFile:
        """Make the file, the same one each time. Its language and the way of its answers follow from its name."""
        made = self.make(notebook_of(self.name))
        content = made.encoded() if isinstance(made, Notebook) else made.encode() if isinstance(made, str) else made
        idea = " ".join((self.make.__doc__ or "").split())
        own = (self.points, self.says, self.never, self.through_otter, self.busy)
        return MessyFile(self.name, self.suffix, content, idea, *own)


class Bank:
    """A list of kinds that grows by decorated functions; their docstrings say how students come by such a file."""

    def __init__(self, suffix: str = ".ipynb") -> None:
        self.kinds: list[Kind] = []
        self._suffix = suffix

    def add(
        self,
        name: str = "",
        *,
        suffix: str = "",
        points: Mapping[str, float] = FULL,
        says: tuple[str, ...] = (),
        never: tuple[str, ...] = NEVER,
        through_otter: bool = True,
        busy: bool = False,
    ) -> Callable[[Maker], Maker]:
        """Return a decorator that registers a maker under `name`, or the name of the function."""

        def register(make: Maker) -> Maker:
            own = (suffix or self._suffix, points, says, never, through_otter, busy)
            self.kinds.append(Kind(make, name or make.__name__, *own))
            return make

        return register
