"""Find submissions among files and folders."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import GraderError

SUFFIXES = (".ipynb", ".py", ".zip")


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


def _looks_submitted(file: Path, folder: Path) -> bool:
    inside = file.relative_to(folder).parts
    hidden = any(part.startswith((".", "__")) for part in inside)
    return file.suffix.lower() in SUFFIXES and not hidden
