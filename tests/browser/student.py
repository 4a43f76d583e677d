"""What a student does with an assignment: unpack it, fill in the stubs, look at the page, hand in the exported zip."""

import zipfile
from dataclasses import dataclass
from pathlib import Path

import nbformat

from tests.browser.notebook_page import NotebookPage
from tests.course import QUESTIONS, solution_name

# What tells the cell of a solution from all others, and which of such cells it is.
ANSWERS = {"q1": ("class ModelBaseline", 0), "q2": ("class ModelBaseline", 1), "q3": ("class SpatialDropout", 0)}


@dataclass(frozen=True)
class Picture:
    """A picture in the output of a cell: its size (0 when it did not load), its width on the page, its words."""

    width: int
    height: int
    shown_width: float
    words: str


@dataclass(frozen=True)
class Seen:
    """What the page shows after a run: what each check says, errors and warnings, pictures."""

    checks: dict[str, str]
    errors: list[str]
    pictures: list[Picture]


def unpack(archive: Path, folder: Path) -> Path:
    """Unpack assignment.zip into an empty folder; return the folder of the notebooks."""
    folder.mkdir(parents=True)
    with zipfile.ZipFile(archive) as content:
        content.extractall(folder)
    return folder / "seminar-assignment"


def answers(built: Path, language: str) -> dict[str, str]:
    """Return the code of the cells that answer q1 to q3, from the notebook with the solutions."""
    notebook = nbformat.read(built / solution_name(language), as_version=4)
    code = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    found = {name: [source for source in code if words in source] for name, (words, _) in ANSWERS.items()}
    return {name: found[name][number] for name, (_, number) in ANSWERS.items()}


def fill_in(notebook: NotebookPage, code: dict[str, str]) -> None:
    """Replace each stub by its answer, and save."""
    for name, (words, number) in ANSWERS.items():
        notebook.write(notebook.cells(words).nth(number), code[name])
    notebook.save()


def look(notebook: NotebookPage) -> Seen:
    """Read the page when all cells have run."""
    read = """images => images.map(image => ({
      width: image.naturalWidth, height: image.naturalHeight, words: image.alt,
      shown_width: image.getBoundingClientRect().width,
    }))"""
    return Seen(
        {name: notebook.output(f'grader.check("{name}")').inner_text() for name in QUESTIONS},
        notebook.errors(),
        [Picture(**picture) for picture in notebook.images().evaluate_all(read)],
    )


def exported(folder: Path, language: str) -> Path:
    """Return the newest zip that the last cell of the notebook has made."""
    return max(folder.glob(f"seminar_{language}_*.zip"), key=lambda path: path.stat().st_mtime_ns)
