"""Several files handed in together -> the one that counts, and the helpers beside it.

The one with the most filled classes counts, a notebook before a script; of two that are filled alike and differ, the
one with the newer name, then with the newer date, then the first by name. What was left is said in a note.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from .archive import Entry, entries_of
from .filled import Assignment, Progress
from .helper_files import Places, helpers_beside
from .one_file import LONGEST_NAME, MIB, NOTEBOOK_NAME, SCRIPT_NAME, Work, read_one
from .printable import readable
from .source import Cell, Limits, Note, Submission, UnreadableError
from .versions import newest

MOST_READ = 50  # files that may be the work
MOST_ZIPS = 3  # zips in the zip
DEEPEST = 2  # of zips within each other that are looked into, below the one that was handed in
LISTED = 5
NAMELESS = ("", ".txt", ".json")  # how a name may end without saying what the file is
NOT_SUBMITTED = "__init__.py"
HANDED_OUT = ("seminar_ru", "seminar_en", "stubs")  # names that are read first, among the notebooks of a whole course


@dataclass(frozen=True)
class Candidate:
    """A file that may be the work.

    places: the files that it lies among. inner: the zip in the zip that they lie in, with a `/` at its end, or "".
    """

    entry: Entry
    work: Work
    places: Places
    inner: str

    @property
    def path(self) -> str:
        """Where it lies, as it is shown."""
        return readable(self.inner + self.entry.path, 3 * LONGEST_NAME)

    @cached_property
    def score(self) -> tuple[int, int]:
        """How many classes are filled, and how many are begun at least."""
        found = self.work.progress.values()
        return sum(it == Progress.FILLED for it in found), sum(it >= Progress.STARTED for it in found)

    @cached_property
    def filled(self) -> frozenset[str]:
        """The classes that are filled."""
        return frozenset(name for name, it in self.work.progress.items() if it == Progress.FILLED)

    def imports(self, other: "Candidate") -> bool:
        """Return whether its code imports the other file, by the name of that module: it will be run as one."""
        name = re.escape(other.entry.file_name.rpartition(".")[0])
        module = rf"(?:[\w.]*\.)?{name}\b"
        ways = (
            rf"from[ \t]+{module}[ \t]+import\b",
            rf"import[ \t]+{module}",
            rf"from[ \t]+[\w.]+[ \t]+import\b.*\b{name}\b",
        )
        named = rf"^[ \t]*(?:{'|'.join(ways)})"
        return other.work.script and re.search(named, self.work.code, re.MULTILINE) is not None

    @cached_property
    def essence(self) -> str:
        """What must be equal for two files to be the same work."""
        return self.work.asked_for.work(self.work.code) or self.work.code


class Bounds:
    """What is read of all files together, and for which assignment: the bytes that are `left`."""

    def __init__(self, assignment: Assignment, limits: Limits) -> None:
        self.assignment = assignment
        self.limits = limits
        self.left = int(limits.file_mib * MIB)

    def read(self, entry: Entry, shown: str) -> bytes:
        """Return the content of a file; raises UnreadableError where it cannot be had or is too large."""
        if entry.trouble:
            raise UnreadableError(entry.trouble, file=shown)
        before = self.left
        self.left = max(before - entry.size, 0)  # also where it turns out to be damaged
        content = b"" if entry.size > before else entry.read(before + 1)
        if max(entry.size, len(content)) > before:
            raise UnreadableError("too_large", file=shown, limit=f"{self.limits.file_mib:g}")
        return content


def choose(name: str, entries: Sequence[Entry], assignment: Assignment, limits: Limits) -> Submission:
    """Return the submission among files that were handed in together; `name` is how they are shown.

    Raises UnreadableError when there is none, or none that can be read.
    """
    bounds = Bounds(assignment, limits)
    candidates, failed = _read_named(name, "", entries, bounds)
    if not any(candidate.score > (0, 0) for candidate in candidates):
        for inner, more in _inner_zips(name, entries, bounds, failed):
            found, damaged = _read_named(name, inner, more, bounds)
            candidates += found
            failed += damaged
    if candidates:
        failed = [error for error in failed if error.note.code != "empty"]
    if not candidates and not failed:
        candidates = _read_nameless(name, entries, bounds)
    if failed and not any(candidate.score > (0, 0) for candidate in candidates):
        raise failed[0]
    if not candidates:
        raise UnreadableError("nothing_inside", file=name)
    best, notes = _best(candidates)
    helpers = helpers_beside(best.entry, best.places, bounds.left)
    also, cells = _answers_elsewhere(best, candidates)
    notes += [] if not also else [Note("also_read", {"taken": best.path, "also": ", ".join(also)})]
    notes += [Note("not_read_beside", {"taken": best.path, "why": error.note}) for error in failed[:1]]
    submission = best.work.submission(helpers, tuple(notes))
    place = best.entry.folder if any(name.startswith("../") for name in helpers) else ""
    return replace(submission, cells=(*submission.cells, *cells), place=place)


def _read_named(
    name: str, inner: str, entries: Sequence[Entry], bounds: Bounds
) -> tuple[list[Candidate], list[UnreadableError]]:
    """Read the files whose names say that they may be the work; return them, and why others could not be read."""
    places = Places(entries, bounds.assignment.folders)
    named = [entry for entry in entries if _is_named(entry) and places.is_students(entry)]
    candidates, failed = [], []
    for entry in _in_order(named):
        shown = _shown(name, inner, entry)
        try:
            found = read_one(shown, bounds.read(entry, shown), bounds.assignment, bounds.limits)
            candidates.append(Candidate(entry, found, places, inner))
        except UnreadableError as error:
            failed.append(error)
    return candidates, failed


def _read_nameless(name: str, entries: Sequence[Entry], bounds: Bounds) -> list[Candidate]:
    """Read files whose names do not say what they are; return those that turn out to hold the assignment's classes."""
    places = Places(entries, bounds.assignment.folders)
    small = [entry for entry in entries if _ending(entry) in NAMELESS and places.is_students(entry)]
    candidates = []
    for entry in _in_order(small):
        shown = _shown(name, "", entry)
        try:
            found = read_one(shown, bounds.read(entry, shown), bounds.assignment, bounds.limits)
        except UnreadableError:
            continue
        if found.progress:
            candidates.append(Candidate(entry, found, places, ""))
    return candidates


def _inner_zips(
    name: str, entries: Sequence[Entry], bounds: Bounds, failed: list[UnreadableError], above: str = ""
) -> Iterable[tuple[str, list[Entry]]]:
    """Yield the entries of zips among the files, and of zips in these; `failed` gets why one could not be read.

    above: the zips in the zip that the files lie in, each with a `/` at its end.
    """
    places = Places(entries, bounds.assignment.folders)
    zips = [entry for entry in entries if _ending(entry) == ".zip" and places.is_students(entry)]
    for entry in sorted(zips, key=_before)[:MOST_ZIPS]:
        shown, inner = _shown(name, above, entry), f"{above}{entry.path}/"
        try:
            inside = entries_of(shown, bounds.read(entry, shown), bounds.limits)
        except UnreadableError as error:
            failed.append(error)
            continue
        yield inner, inside
        if inner.count(".zip/") < DEEPEST:
            yield from _inner_zips(name, inside, bounds, failed, inner)


def _best(candidates: Sequence[Candidate]) -> tuple[Candidate, list[Note]]:
    """Return the file that counts, and what there is to say of those that do not."""
    top = max(candidate.score for candidate in candidates)
    if top == (0, 0):
        return min(candidates, key=_likeness), []
    group = [candidate for candidate in candidates if candidate.score == top]
    notebooks = [candidate for candidate in group if not candidate.work.script]
    best, code = _newest(notebooks or group)
    # What has other classes in it, or is imported, is no other version.
    rivals = [it for it in candidates if it.filled & best.filled and not best.imports(it)]
    same_kind = [it for it in notebooks or group if it.essence != best.essence and it in rivals]
    if same_kind:
        return best, [_note(code, best, same_kind)]
    scripts = [it for it in group if it.work.script and not best.work.script and it.essence != best.essence]
    scripts = [it for it in scripts if it in rivals]
    if scripts:
        return best, [_note("chosen_notebook", best, scripts)]
    # A module beside a notebook is meant to be imported; another notebook is not.
    others = [it for it in rivals if not it.work.script and it.essence != best.essence]
    return best, [_note("chosen_filled", best, others)] if others and not best.work.script else []


def _answers_elsewhere(best: Candidate, candidates: Sequence[Candidate]) -> tuple[list[str], list[Cell]]:
    """Return the files that have classes filled which the chosen one has not, and their cells."""
    have = best.filled
    also: list[str] = []
    cells: list[Cell] = []
    for candidate in sorted(candidates, key=lambda candidate: candidate.path):
        new = candidate.filled - have
        # An imported one is run as a module, unless a stub below would take the place of what it gives.
        if new and not (best.imports(candidate) and best.work.progress.keys().isdisjoint(new)):
            have |= candidate.filled
            also.append(candidate.path)
            cells += candidate.work.cells
    first = len(best.work.cells) + 1
    numbered = [replace(cell, number=number, questions=()) for number, cell in enumerate(cells, first)]
    return also, cells if best.work.script else numbered


def _newest(group: Sequence[Candidate]) -> tuple[Candidate, str]:
    """Return which of several works as good as each other counts, and the code of the rule that says so."""
    by_name = newest([candidate.entry.path for candidate in group])
    if by_name is not None:
        return group[by_name], "chosen_newer_name"
    dates = [candidate.entry.modified for candidate in group]
    if all(dates) and dates.count(max(dates)) == 1:
        return group[dates.index(max(dates))], "chosen_newer_date"
    return min(group, key=lambda candidate: _before(candidate.entry)), "chosen_first"


def _note(code: str, best: Candidate, others: Sequence[Candidate]) -> Note:
    listed = ", ".join(sorted(candidate.path for candidate in others)[:LISTED])
    return Note(code, {"taken": best.path, "left": listed})


def _likeness(candidate: Candidate) -> tuple[int, int, str]:
    """Return a key by which the file that is most likely meant comes first, where nothing is filled."""
    found = candidate.work
    if found.script:
        rank = 3 if found.mentions else 4
    else:
        rank = 0 if found.assignment == found.asked_for.name else 1 if found.mentions else 2
    return rank, candidate.path.count("/"), candidate.path


def _is_named(entry: Entry) -> bool:
    named = NOTEBOOK_NAME.search(entry.file_name) or SCRIPT_NAME.search(entry.file_name)
    return named is not None and entry.file_name != NOT_SUBMITTED


def _ending(entry: Entry) -> str:
    stem, dot, ending = entry.file_name.rpartition(".")
    return f".{ending.lower()}" if dot and stem else ""


def _before(entry: Entry) -> tuple[bool, int, str]:
    """Return a key by which notebooks come first, then what lies less deep, then the alphabet."""
    return NOTEBOOK_NAME.search(entry.file_name) is None, entry.path.count("/"), entry.path


def _in_order(entries: Iterable[Entry]) -> list[Entry]:
    """Return which files are read at most, the ones first that are most likely the work."""
    ordered = sorted(entries, key=_before)
    return sorted(ordered, key=lambda entry: not any(it in entry.file_name.lower() for it in HANDED_OUT))[:MOST_READ]


def _shown(name: str, inner: str, entry: Entry) -> str:
    """Return how a file among several is shown; one that was packed with its helpers under its own name, by that."""
    if name == entry.path:
        return name
    return f"{name}/{readable(inner + entry.path, 3 * LONGEST_NAME)}"
