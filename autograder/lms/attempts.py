"""Which of a student's files counts, where several were handed in."""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from autograder.lms.place import Key, Place, kind

ATTEMPT = re.compile(r"(?: \([0-9]{1,9}\)|-[0-9]{1,9}|_v[0-9]{1,9}|(?: -)? copy(?: [0-9]{1,9})?)$", re.IGNORECASE)


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
