"""Otter Assign through its Python API: a master notebook becomes student notebook, solution notebook, tests and zip."""

import io
import shutil
from contextlib import redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from otter.assign import main as otter_assign

from autograder.build.source import number_cells
from autograder.errors import GraderError

BEFORE_OTTER = "before_otter"
OTTERS_SOLUTION, OTTERS_ANSWER = "otter_assign_solution_cell", "otter_answer_cell"


@dataclass(frozen=True)
class Assigned:
    """What Otter Assign made of one master: two notebooks, the public test files by name, and the autograder zip."""

    student: str
    solution: str
    public_tests: dict[str, bytes]
    autograder_zip: Path


def assign(master: NotebookNode, name: str, folder: Path) -> Assigned:
    """Run Otter Assign on `master` in the empty `folder`, under the notebook name `name`.

    Raises GraderError with Otter's own message when the source is not what Otter understands.
    """
    folder.mkdir(parents=True)
    path = folder / name
    nbformat.write(master, path)
    result = folder / "result"
    try:
        with redirect_stdout(io.StringIO()):
            otter_assign(str(path), str(result), no_run_tests=True)
    except Exception as error:
        raise GraderError(
            f"Otter Assign refused the notebook of the course: {type(error).__name__}: {error}"
        ) from error
    zips = list((result / "autograder").glob("*.zip"))
    tests = sorted((result / "student" / "tests").glob("*.py"))
    return Assigned(
        student=_normalised(result / "student" / name, keep_solutions=False),
        solution=_normalised(result / "autograder" / name, keep_solutions=True),
        public_tests={test.name: _without_trailing_blanks(test) for test in tests},
        autograder_zip=Path(shutil.move(zips[0], folder / "autograder.zip")),
    )


def _normalised(path: Path, *, keep_solutions: bool) -> str:
    """Return the notebook as text that is the same in every build: fixed cell ids, no outputs, no empty cells."""
    notebook = nbformat.read(path, as_version=4)
    notebook.cells = [cell for cell in notebook.cells if cell.source.strip()]
    _put_before_first_code(notebook.cells)
    for cell in notebook.cells:
        # Otter locks text cells of questions; a student may want to take notes there.
        cell.metadata.pop("editable", None)
        cell.metadata.pop("deletable", None)
        # Where it strips all cells, Otter forgets to rename the tag of answers in what students get.
        if OTTERS_SOLUTION in cell_tags(cell) and not keep_solutions:
            cell.metadata["tags"] = [OTTERS_ANSWER if tag == OTTERS_SOLUTION else tag for tag in cell_tags(cell)]
    number_cells(notebook)
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    nbformat.validate(notebook)
    return nbformat.writes(notebook, indent=1).rstrip("\n") + "\n"


def _put_before_first_code(cells: list[NotebookNode]) -> None:
    """Move Otter's set-up cell from the very top to where code begins, so that a reader meets the title first.

    A cell that is tagged BEFORE_OTTER comes before it, and is shown folded: nobody has to read it.
    """
    setup = cells.pop(0)
    if not setup.source.startswith("# Initialize Otter"):
        raise GraderError("Otter Assign did not put its set-up cell first: has its version changed?")
    code = [index for index, cell in enumerate(cells) if cell.cell_type == "code"]
    early = [index for index in code if BEFORE_OTTER in cell_tags(cells[index])]
    for index in early:
        cells[index].metadata |= {"jupyter": {"source_hidden": True}, "cellView": "form"}
    cells.insert(early[-1] + 1 if early else code[0], setup)


def cell_tags(cell: NotebookNode) -> list[str]:
    """Return the tags of a cell."""
    return list(cell.metadata.get("tags", []))


def _without_trailing_blanks(path: Path) -> bytes:
    lines = path.read_text(encoding="utf-8").rstrip().splitlines()
    return ("\n".join(line.rstrip() for line in lines) + "\n").encode()
