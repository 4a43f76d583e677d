"""The folder of a class's results as a whole: who may write it, and which submissions and which build it is of."""

import contextlib
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from filelock import FileLock, Timeout
from pydantic import TypeAdapter

from autograder.classroom.record import Record, changed, read_record
from autograder.classroom.where import Where
from autograder.errors import GraderError
from autograder.files import write_text
from autograder.grading import GRADING_FILE

LOCK = ".lock"
CLASS_FILE = "class.json"


def make_folder(folder: Path) -> None:
    """Make a folder for marks, which are nobody else's business; raises GraderError."""
    try:
        if not folder.is_dir():
            folder.mkdir(parents=True, mode=0o700)
    except OSError as error:
        raise GraderError(f"{folder} cannot be made ({error.strerror}): name another folder with --out") from None


@contextlib.contextmanager
def locked(out: Path) -> Iterator[None]:
    """Keep other runs out of a folder of results; the lock goes with this process, however it ends."""
    lock = FileLock(out / LOCK, timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise GraderError(f"another run is grading into {out}: wait for it, or name another folder") from None
    except OSError as error:
        raise GraderError(f"{out} cannot be written ({error.strerror}): name another folder with --out") from None
    try:
        yield
    finally:
        lock.release()


def describe(
    out: Path, ids: Sequence[str], build: str, grading: str, files: Mapping[str, Where], language: str
) -> None:
    """Write which submissions a class has, and what they are graded with: the build's hash, its grading.toml.

    files: where they lie, by id; of one that is not given now it stays known. language: of the report. Raises
    GraderError when there is no room.
    """
    known = {**files_of(out), **files}
    places = {id: vars(known[id]) for id in ids if id in known}
    told = {"build": build, "language": language, "ids": list(ids), "files": places}
    try:
        write_text(out / GRADING_FILE, grading)
        write_text(out / CLASS_FILE, json.dumps(told, ensure_ascii=False) + "\n")
    except OSError as error:
        raise GraderError(f"{out} cannot be written ({error.strerror}): make room there, nothing is lost") from None


def read_class_file(out: Path) -> tuple[list[str], str]:
    """Return which submissions a class has, and the hash of its build; raises GraderError where that is not told."""
    try:
        told = json.loads((out / CLASS_FILE).read_text(encoding="utf-8"))
        return [Path(name).name for name in told["ids"]], str(told["build"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        raise GraderError(
            f"{out} is not a folder that `grade --out` wrote: {CLASS_FILE} is missing or damaged"
        ) from None


def language_of(out: Path) -> str | None:
    """Return the language that a class was graded in, None where that was not kept."""
    try:
        language = json.loads((out / CLASS_FILE).read_text(encoding="utf-8"))["language"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    return language if isinstance(language, str) else None


def files_of(out: Path) -> dict[str, Where]:
    """Return where the submissions of a class lie, by id, as far as that was kept."""
    try:
        told = json.loads((out / CLASS_FILE).read_text(encoding="utf-8"))
        return TypeAdapter(dict[str, Where]).validate_json(json.dumps(told["files"]))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return {}


def earlier_ids(out: Path, ids: Sequence[str]) -> list[str]:
    """Return the submissions of earlier runs into a folder that have a result and are not among `ids`."""
    try:
        known, _ = read_class_file(out)
    except GraderError:
        return []
    given = set(ids)
    return [name for name in known if name not in given and read_record(out / name) is not None]


def kept_record(out: Path, id: str, build: str) -> Record | None:
    """Return the record of a submission, marked as outdated where it is of another build than `build`; None where there
    is none, or that of another submission, by whose name files would be written."""
    record = read_record(out / id)
    return None if record is None or record.id != id else changed(record, outdated=record.build != build)
