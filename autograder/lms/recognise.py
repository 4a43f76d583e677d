"""Whose each file of a folder is: every platform is asked about every part of its path, from the outside in.

Searching folders and naming results is the matter of classroom.submissions; which of a student's files counts, of
attempts.py.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from types import ModuleType

from autograder.lms import blackboard, brightspace, canvas, github_classroom, gradescope, moodle, nbgrader, plain
from autograder.lms.place import Key, Place, Tree, kind

# Each has `recognise(path, tree)`. What a platform names for certain comes before what only the place tells.
PLATFORMS: tuple[ModuleType, ...] = (
    *(gradescope, moodle, brightspace, canvas, blackboard),
    *(nbgrader, github_classroom),
)
SILENT = (gradescope.METADATA, brightspace.INDEX, nbgrader.TIME_FILE)  # lie beside submissions in every export


def places(tree: Tree) -> tuple[list[Place], list[Path]]:
    """Return where each submitted file lies, and the files that are nobody's work.

    A student of whom there is nothing that can be graded has one place too: the folder, or one of the files. Raises
    GraderError when the metadata of a Gradescope export are damaged.
    """
    claims = [(path, *_claim(path, tree)) for path in tree.files]
    exported = any(place for _, place, _ in claims) and not _is_of_few(claims, tree)
    if not exported:
        claims = [(path, _in_plain_folder(path, tree), plain) for path in tree.files]
    made: dict[Path, Place] = {}
    left: list[Path] = []
    for path, place, module in claims:
        if place is None and exported and path.name in SILENT:
            continue
        claimed = place or plain.recognise(path, tree)
        if claimed is None or (place is None and not (kind(path.name) or plain.is_work(path, tree))):
            left.append(path)
            continue
        for one in _files(path, claimed, module, tree):
            made.setdefault(one.path, one)
    return _with_work(list(made.values()), tree), left


def _is_of_few(claims: Sequence[tuple[Path, Place | None, ModuleType]], tree: Tree) -> bool:
    """Return whether a platform's names are those of a few students, who have given them to what they handed in: of the
    plain folders of students, at most half have one in them. They say whose nobody's work is then."""
    students = plain.students(tree)
    named = {part for path, place, _ in claims if place is not None for part in tree.parts(path)}
    return bool(students) and 2 * len(students & named) <= len(students)


def _claim(path: Path, tree: Tree) -> tuple[Place | None, ModuleType]:
    """Return what the outermost part of a path that a platform knows tells, and that platform; None where none does."""
    for part in tree.parts(path):
        for module in PLATFORMS:
            if part in tree.memo.setdefault(module, {}):
                place = tree.memo[module][part]
            else:
                place = tree.memo[module][part] = module.recognise(part, tree)
            if place is not None:
                return place, module
    return None, plain


def _in_plain_folder(path: Path, tree: Tree) -> Place | None:
    folder = next((part for part in tree.parts(path) if part in plain.students(tree)), None)
    return None if folder is None else plain.recognise(folder, tree)


def _files(path: Path, claimed: Place, module: ModuleType, tree: Tree) -> Iterator[Place]:
    """Yield where a file of a student lies: by itself, or in the folder that an export has made for the student."""
    folder = claimed.path if tree.is_folder(claimed.path) else None
    if folder is None:
        yield claimed
        return
    graded = tree.graded_in(folder)
    if not graded or (getattr(module, "WHOLE", False) and len(graded) > 1):
        yield replace(claimed, folder=folder)
    elif kind(path.name):
        yield replace(claimed, path=path, folder=folder)


def _with_work(made: list[Place], tree: Tree) -> list[Place]:
    """Return the places without those that hold nothing to grade, where their student has something else."""
    full: set[Key] = {place.owner for place in made if _can_be_graded(place, tree)}
    # Of what is no work one stands for its student: what was meant as such, not what lies beside it.
    instead: dict[Key, Place] = {}
    for place in sorted(made, key=lambda place: not place.path.name.lower().endswith(plain.INSTEAD)):
        instead.setdefault(place.owner, place)
    return [
        place
        for place in made
        if _can_be_graded(place, tree) or (place.owner not in full and instead[place.owner] is place)
    ]


def _can_be_graded(place: Place, tree: Tree) -> bool:
    return bool(tree.graded_in(place.path) if tree.is_folder(place.path) else kind(place.path.name))
