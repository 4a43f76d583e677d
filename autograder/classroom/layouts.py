"""Whose a file is and which of a student's files counts, as Gradescope, Moodle and Canvas name what they export.

Searching folders and naming results is the matter of submissions.py.
"""

import os
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml

from autograder.errors import GraderError
from autograder.grading import MIB
from autograder.printable import readable
from coursekit.submission.one_file import NOTEBOOK_NAME, SCRIPT_NAME

METADATA = "submission_metadata.yml"
METADATA_MIB = 16  # read in half a minute; the outputs of earlier autograder runs are in it
LONGEST_NAME = 200

# Students choose the end of a file's name, never its beginning: so the first match decides, not the longest.
GRADESCOPE = re.compile(r"submission_([0-9]+)")
MOODLE = re.compile(r"(?P<name>.+?)_(?P<number>[0-9]+)_assignsubmission_file(?:_(?P<file>.*))?", re.DOTALL)
CANVAS = re.compile(
    # An attachment has three digits or more, so that `hw_1_2_anna.ipynb` is nobody's number 1.
    r"(?P<name>\w+?)_(?P<late>LATE_)?(?P<number>[1-9][0-9]*)_(?P<attachment>[1-9][0-9]{2,})_(?P<file>.+)",
    re.DOTALL,
)
ATTEMPT = re.compile(r"(?: \([0-9]{1,9}\)|-[0-9]{1,9}|_v[0-9]{1,9}|(?: -)? copy(?: [0-9]{1,9})?)$", re.IGNORECASE)

Key = tuple[object, ...]


@dataclass(frozen=True)
class Place:
    """Where a file lies among what was handed in.

    id: the name that its folder of results should have. owner: equal for all files of one student in one export.
    account: the platform and the student's number there, as "canvas 123", or "".
    attempt: equal for files that were handed in together; of a student's attempts, the greatest counts. folder: what an
    export has made for this student, or None.
    """

    path: Path
    id: str
    student: str
    owner: Key
    attempt: tuple[float, ...] = ()
    student_id: str = ""
    email: str = ""
    late: bool = False
    account: str = ""
    folder: Path | None = None


def kind(name: str) -> str:
    """Return what a file is by its name: ".ipynb", ".py" or ".zip", or "" for what is not handed in."""
    if NOTEBOOK_NAME.search(name):
        return ".ipynb"
    if SCRIPT_NAME.search(name):
        return ".py"
    return ".zip" if name.lower().endswith(".zip") else ""


def places(found: Iterable[tuple[Path, Path]]) -> list[Place]:
    """Return where each file lies, given with the folder that was searched: folders above that tell nothing.

    Raises GraderError when the metadata of a Gradescope export are damaged.
    """
    found = list(found)
    metadata: dict[Path, Mapping[str, Any]] = {}
    # Attachments have numbers of their own: where two files share one, the names only look like Canvas's.
    attachments = Counter((path.parent, match["attachment"]) for path, _ in found if (match := _canvas(path)))
    made = []
    for path, top in found:
        folder = _student_folder(path, top)
        if folder is None:
            match = _canvas(path)
            shared = match is not None and attachments[path.parent, match["attachment"]] > 1
            made.append(_by_file_name(path, None if shared else match))
        elif GRADESCOPE.fullmatch(folder.name):
            if folder.parent not in metadata:
                metadata[folder.parent] = _read_metadata(folder.parent / METADATA)
            place = _in_gradescope(path, folder, metadata[folder.parent].get(folder.name))
            made.append(replace(place, folder=folder))
        else:
            made.append(replace(_in_moodle(path, folder), folder=folder))
    return made


def is_student(folder: Path) -> bool:
    """Return whether an export has made the folder for one student, by its name."""
    moodle = MOODLE.fullmatch(folder.name)
    return GRADESCOPE.fullmatch(folder.name) is not None or (moodle is not None and not moodle["file"])


def settle(files: Sequence[Place]) -> list[tuple[Place, str]]:
    """Return which files of one student are submissions, each with the name of the file that counts instead, or "".

    Where names do not tell which one counts, the student's folder is one submission, of which the reader chooses as in
    a zip; without such a folder all files count: a human must look. Left out are .py files beside the one notebook that
    they were handed in with; a zip beside it stays in the list.
    """
    settled = _settled(files)
    counting = [file for file, later in settled if not later]
    folder = counting[0].folder
    if len(counting) == 1 or folder is None or any(file.folder != folder for file in counting):
        return settled
    whole = replace(counting[0], path=folder)
    return [(whole, ""), *((file, folder.name) for file, _ in settled if file.folder != folder)]


def _settled(files: Sequence[Place]) -> list[tuple[Place, str]]:
    """Do as `settle`, but take files one by one."""
    last = max(file.attempt for file in files)
    counting = _counting([file for file in files if file.attempt == last])
    heir = next(file.path.name for file, later in counting if not later)
    settled = dict(counting)
    for attempt in {file.attempt for file in files} - {last}:
        settled |= {file: heir for file, _ in _counting([file for file in files if file.attempt == attempt])}
    return [(file, settled[file]) for file in files if file in settled]


def _counting(files: Sequence[Place]) -> list[tuple[Place, str]]:
    """Do as `settle`, for files that were handed in together."""
    families: dict[Key, list[tuple[tuple[int, ...], Place]]] = {}
    for file in files:
        family, version = _version(file.path)
        families.setdefault(family, []).append((version, file))
    latest = {family: max(version for version, _ in members) for family, members in families.items()}
    chosen = _chosen([file for family, members in families.items() for v, file in members if v == latest[family]])
    settled = []
    for family, members in families.items():
        heirs = [file.path.name for version, file in members if version == latest[family] and file in chosen]
        if heirs:
            settled += [(file, "" if version == latest[family] else heirs[0]) for version, file in members]
        else:
            settled += [(file, chosen[0].path.name) for _, file in members if kind(file.path.name) != ".py"]
    return settled


def _chosen(files: list[Place]) -> list[Place]:
    """Return the one notebook, or the one .py where there is nothing else, and all files where there is no such one."""
    notebooks = [file for file in files if kind(file.path.name) == ".ipynb"]
    # Which of a .py and a zip counts depends on what the zip holds.
    only_scripts = all(kind(file.path.name) == ".py" for file in files)
    candidates = notebooks or (files if only_scripts else [])
    return candidates if len(candidates) == 1 else files


def _version(path: Path) -> tuple[Key, tuple[int, ...]]:
    """Return what the attempts at a file share, and which attempt it is: "hw-1 (2).py" is () < (1,) < (1, 2)."""
    stem, numbers = path.stem, []
    while (match := ATTEMPT.search(stem)) and match.start() > 0:
        stem = stem[: match.start()]
        numbers.append(int(re.sub("[^0-9]", "", match[0]) or 1))
    return (path.parent, stem.casefold(), kind(path.name) or path.suffix.lower()), tuple(reversed(numbers))


def _student_folder(path: Path, top: Path) -> Path | None:
    """Return the outermost folder of a student from `top` down to `path`."""
    depth = len(path.parts) - len(top.parts)
    return next((folder for folder in reversed([path, *path.parents][: depth + 1]) if is_student(folder)), None)


def _canvas(path: Path) -> re.Match[str] | None:
    return CANVAS.fullmatch(unicodedata.normalize("NFC", path.name))


def _by_file_name(path: Path, canvas: re.Match[str] | None) -> Place:
    moodle = MOODLE.fullmatch(path.name)
    if moodle:
        return _of_moodle(path, path.parent, moodle)
    if canvas:
        owner = ("canvas", path.parent, canvas["name"], canvas["number"])
        attempt = (kind(path.name) != ".py", int(canvas["attachment"]))  # a .py may be a notebook's helper
        late = canvas["late"] is not None
        number = canvas["number"]
        account = f"canvas {number}"
        return Place(path, path.stem, _text(canvas["name"]), owner, attempt, number, late=late, account=account)
    return Place(path, path.stem, _text(path.stem), ("", path))


def _in_moodle(path: Path, folder: Path) -> Place:
    match = MOODLE.fullmatch(folder.name)
    assert match is not None
    return _of_moodle(path, folder.parent, match)


def _of_moodle(path: Path, export: Path, match: re.Match[str]) -> Place:
    name, number = match["name"], match["number"]
    owner = ("moodle", export, number)
    return Place(path, f"{name}_{number}", _text(name), owner, student_id=number, account=f"moodle {number}")


def _in_gradescope(path: Path, folder: Path, entry: object) -> Place:
    entry = entry if isinstance(entry, dict) else {}
    listed = entry.get(":submitters")
    people = [person for person in listed if isinstance(person, dict)] if isinstance(listed, list) else []
    names, ids, emails = ([_text(person.get(key)) for person in people] for key in (":name", ":sid", ":email"))
    known = [sid or email for sid, email in zip(ids, emails, strict=True)]
    # Two people may have one name: only an id or an address tells that two submissions are of the same student.
    who = sorted(known) if known and all(known) else [folder.name]
    return Place(
        path,
        folder.name,
        ", ".join(filter(None, names)) or folder.name,
        ("gradescope", folder.parent, *who),
        (_seconds(entry.get(":created_at")), int(folder.name.removeprefix("submission_"))),
        ", ".join(ids) if any(ids) else "",
        ", ".join(emails) if any(emails) else "",
        account=f"gradescope {folder.name.removeprefix('submission_')}",
    )


def _read_metadata(path: Path) -> Mapping[str, Any]:
    if not os.path.isfile(path) or os.path.islink(path):
        return {}
    advice = "export the submissions again, or delete this file to grade by the names of folders"
    try:
        with path.open("rb") as file:
            content = file.read(METADATA_MIB * MIB + 1)
        if len(content) > METADATA_MIB * MIB:
            raise GraderError(f"{readable(str(path))}: is larger than {METADATA_MIB} MB: {advice}")
        table = yaml.safe_load(content)
    except (OSError, yaml.YAMLError, ValueError, OverflowError, RecursionError):
        raise GraderError(f"{readable(str(path))}: is damaged: {advice}") from None
    return table if isinstance(table, dict) else {}


def _seconds(value: object) -> float:
    """Return a point in time, as YAML gives it, in seconds; 0 where there is none."""
    if isinstance(value, str):
        with suppress(ValueError):
            value = datetime.fromisoformat(value)
    if not isinstance(value, datetime):
        return 0.0
    return (value if value.tzinfo else value.replace(tzinfo=UTC)).timestamp()


def _text(value: object) -> str:
    """Return a name or number on one line; "" for anything else, which may be of any size once it is printed."""
    if not isinstance(value, str | int):
        return ""
    return readable(unicodedata.normalize("NFC", " ".join(str(value).split())), LONGEST_NAME)
