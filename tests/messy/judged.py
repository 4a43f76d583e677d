"""Messy files graded as a class is, and what is not as it must be."""

import tomllib
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.classroom.grade import Class, Options
from autograder.classroom.record import GRADED, Record
from autograder.classroom.submissions import Submission, find_submissions
from autograder.grading import Grading, dump_grading
from autograder.lms.pages import FEEDBACK_FILE
from tests.course import AUTOGRADER_ZIP
from tests.grading.zips import GRADING_TOML
from tests.messy.files import MessyFile, write_files

TOLERANCE = 1e-6
TRAINED = "q4"


@dataclass(frozen=True)
class Judged:
    """What `grade` made of one file: status, points by question, wall time, and the text of feedback.md."""

    status: str
    reason: str
    points: Mapping[str, float]
    seconds: float
    feedback: str

    @property
    def total(self) -> float:
        """All points earned."""
        return sum(self.points.values())


def judged(
    files: Iterable[MessyFile],
    folder: Path,
    zip_path: Path,
    jobs: int,
    report: Callable[[Record], None] = lambda record: None,
) -> dict[str, Judged]:
    """Write the files into `folder` and grade them in one run of `grade`; return what came out by name.

    report: told of each record as soon as it is kept.
    """
    files = list(files)
    paths = write_files(files, folder / "files")
    out = folder / "out"
    submissions = find_submissions(paths)
    records = Class(submissions, zip_path, out, Options(jobs=jobs)).run(report, lambda todo, done: None)
    by_file = {record.submission: _judged(record, out) for record in records}
    return {file.name: by_file[file.file_name] for file in files if file.file_name in by_file}


def zip_without_training(target: Path, source: Path = AUTOGRADER_ZIP) -> Path:
    """Write an autograder.zip without q4 to `target`, so that nothing is trained; return `target`."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        names = set(old.namelist())
        test_file = f"tests/{TRAINED}.py"
        assert {test_file, GRADING_TOML} <= names
        grading = Grading(**tomllib.loads(old.read(GRADING_TOML).decode()))
        points = {question: worth for question, worth in grading.points.items() if question != TRAINED}
        for name in sorted(names - {test_file, GRADING_TOML}):
            new.writestr(name, old.read(name))
        new.writestr(GRADING_TOML, dump_grading(grading.model_copy(update={"points": points})))
    return target


def submission(file: MessyFile, folder: Path) -> Submission:
    """Write one file into a folder of its own; return it as `otter run` takes it."""
    (path,) = write_files([file], folder / file.name)
    return Submission(path, file.name, file.name)


def lost(file: MessyFile, points: Mapping[str, float], questions: Sequence[str]) -> list[str]:
    """Return a line for each of these questions that has other points than it must have."""
    return [
        f"{question} gets {points.get(question, 0):g} of {file.points[question]:g}"
        for question in questions
        if abs(points.get(question, 0) - file.points[question]) > TOLERANCE
    ]


def untold(file: MessyFile, feedback: str) -> list[str]:
    """Return a line for each text that the feedback lacks, or must not have."""
    lacking = [f"feedback does not say {text!r}" for text in file.says if text.lower() not in feedback.lower()]
    return lacking + [f"feedback says {text!r}" for text in file.never if text.lower() in feedback.lower()]


def problems(file: MessyFile, graded: Judged | None, questions: Sequence[str]) -> list[str]:
    """Return all that is not as it must be for one file."""
    if graded is None:
        return ["no result"]
    status = [] if graded.status == GRADED else [f"status {graded.status}: {graded.reason}"]
    return [*status, *lost(file, graded.points, questions), *untold(file, graded.feedback)]


def _judged(record: Record, out: Path) -> Judged:
    path = out / record.id / FEEDBACK_FILE
    feedback = path.read_text(encoding="utf-8") if path.is_file() else ""
    return Judged(record.status, record.reason, record.points, record.seconds, feedback)
