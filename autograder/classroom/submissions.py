"""Find submissions among files and folders, and say in one line why a file cannot be one."""

import json
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import GraderError

SUFFIXES = (".ipynb", ".py", ".zip")


class UnreadableSubmission(Exception):
    """A file that cannot be graded; the message says why and what the student should submit."""


@dataclass(frozen=True)
class Submission:
    """One file that somebody handed in; `id` names its folder of results."""

    path: Path
    id: str

    @property
    def student(self) -> str:
        """Who handed it in, as far as the file's name tells."""
        return self.path.stem


def find_submissions(paths: Iterable[Path]) -> list[Submission]:
    """Return the submissions among `paths`: files are taken as they are, folders are searched for notebooks, .py, .zip.

    Raises GraderError for a path that does not exist, has another suffix, or a folder without a submission.
    """
    files: list[Path] = []
    for path in paths:
        if path.is_dir():
            found = sorted(file for file in path.rglob("*") if file.is_file() and _looks_submitted(file, path))
            if not found:
                raise GraderError(f"{path}: no .ipynb, .py or .zip in this folder")
            files += found
        elif not path.exists():
            raise GraderError(f"{path}: there is no such file or folder")
        elif path.suffix.lower() not in SUFFIXES:
            raise GraderError(f"{path}: a submission is an .ipynb, .py or .zip file")
        else:
            files.append(path)
    submissions: list[Submission] = []
    taken: dict[str, int] = {}
    for file in dict.fromkeys(file.resolve() for file in files):
        taken[file.stem] = taken.get(file.stem, 0) + 1
        number = taken[file.stem]
        submissions.append(Submission(file, file.stem if number == 1 else f"{file.stem}-{number}"))
    return submissions


def require_gradable(path: Path, assignment: str) -> None:
    """Raise UnreadableSubmission unless `path` is a notebook of `assignment`, Python source, or a zip with one."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableSubmission(f"{path.name} cannot be read ({error.strerror}).") from None
    if not content.strip():
        raise UnreadableSubmission(f"{path.name} is empty: submit the notebook again.")
    if path.suffix.lower() == ".ipynb":
        _require_notebook(path.name, content, assignment)
    elif path.suffix.lower() == ".zip":
        _require_zip(path, assignment)


def _require_zip(path: Path, assignment: str) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            # Otter looks at the top of the zip; what macOS adds beside the files is not a submission.
            names = [name for name in archive.namelist() if "/" not in name and not name.startswith("._")]
            notebooks = [name for name in names if name.endswith(".ipynb")]
            scripts = [name for name in names if name.endswith(".py")]
            gradable = notebooks or scripts
            if not gradable:
                raise UnreadableSubmission(f"{path.name} has no notebook and no .py file at its top level.")
            if len(gradable) > 1:
                raise UnreadableSubmission(
                    f"{path.name} has more than one file to grade: {', '.join(sorted(gradable))}."
                )
            content = archive.read(gradable[0])
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError):
        raise UnreadableSubmission(f"{path.name} is not a readable zip archive: export the notebook again.") from None
    if notebooks:
        _require_notebook(f"{path.name}/{gradable[0]}", content, assignment)


def _require_notebook(name: str, content: bytes, assignment: str) -> None:
    try:
        notebook = json.loads(content)
    except (ValueError, RecursionError):
        raise UnreadableSubmission(
            f"{name} is not a notebook: it is not valid JSON. Save it again and resubmit."
        ) from None
    if not isinstance(notebook, dict) or not isinstance(notebook.get("cells"), list):
        raise UnreadableSubmission(f"{name} is not a notebook: it has no cells. Save it again and resubmit.")
    metadata = notebook.get("metadata")
    otter = metadata.get("otter") if isinstance(metadata, dict) else None
    found = otter.get("assignment_name") if isinstance(otter, dict) else None
    if found != assignment:
        which = f"of the assignment {found!r}" if found else "not of this assignment"
        raise UnreadableSubmission(f"{name} is a notebook {which}; expected {assignment!r}.")


def _looks_submitted(file: Path, folder: Path) -> bool:
    inside = file.relative_to(folder).parts
    hidden = any(part.startswith((".", "__")) for part in inside)
    return file.suffix.lower() in SUFFIXES and not hidden
