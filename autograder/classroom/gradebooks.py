"""The marks and the feedback as learning platforms take them: each platform's module writes its files."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from autograder.classroom.class_list import clues, kept_roster
from autograder.classroom.feedback_page import feedback_markdown
from autograder.classroom.record import GRADED, MISSING, SUPERSEDED, Record
from autograder.files import write_bytes
from autograder.grading import Grading
from autograder.lms import blackboard, brightspace, canvas, moodle, plain
from autograder.lms.entry import NOBODY, Entry, File, Sheet, by_home
from autograder.lms.gradescope import NO_IMPORT
from autograder.lms.pages import FEEDBACK_FILE, FEEDBACK_PAGE, as_html
from autograder.lms.roster import Roster

IMPORTERS = {"canvas": canvas, "moodle": moodle, "brightspace": brightspace, "blackboard": blackboard}
NAMES = ("canvas.csv", "canvas_feedback.zip", "moodle.csv", "moodle_feedback.zip", "brightspace.csv", "blackboard.xls")


def write_gradebooks(out: Path, records: Sequence[Record], grading: Grading) -> list[Path]:
    """Write the files into a folder of results; return those at its top.

    A class that a platform exported goes back to that platform, every other one to each platform that can tell its
    students apart. Files of before that are no more written are deleted, so that nobody imports them.
    """
    entries, folders = _entries(out, records, grading)
    now = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
    sheet = Sheet(grading.name, grading.possible, now)
    homes = by_home(entries)
    elsewhere = [entry for home, of_it in homes.items() if home not in IMPORTERS for entry in of_it]
    files: list[File] = []
    for name, module in IMPORTERS.items():
        if homes.get(name):
            # Who is on the list and handed in elsewhere, or nothing, is of the one platform too.
            alone = len(homes.keys() & IMPORTERS.keys()) == 1
            others = [it for it in elsewhere if it.on(name) or (alone and it.person is not NOBODY)]
            files += module.export([*homes[name], *others], sheet)
        elif not homes.keys() & IMPORTERS.keys():
            files += module.export(elsewhere, sheet)
    for name in {*NAMES} - {name for name, _ in files}:
        (out / name).unlink(missing_ok=True)
    for record in records:
        if record.status == SUPERSEDED:
            (out / record.id / FEEDBACK_PAGE).unlink(missing_ok=True)
    files += plain.export(entries, sheet, folders)
    return [path for path in _write(out, files) if path.parent == out]


def advice(records: Iterable[Record]) -> list[str]:
    """Return what an instructor has to know about the way back, a line each."""
    return [NO_IMPORT] if any(record.account.startswith("gradescope ") for record in records) else []


def _entries(out: Path, records: Sequence[Record], grading: Grading) -> tuple[list[Entry], list[str]]:
    """Return an entry for each student whose submission counts, and for each member of a group; the folder of each,
    "" for somebody who handed nothing in and has a mark by hand."""
    people = kept_roster(out)
    roster = Roster(people)
    made, folders = [], []
    for record in records:
        if record.status in (SUPERSEDED, MISSING):
            continue
        grade = record.total if record.status == GRADED else None
        feedback = as_html(feedback_markdown(record, grading)) if record.absent else _feedback(out / record.id)
        for clue in clues(record):
            who = roster.find(clue)
            person = people[next(iter(who))] if len(who) == 1 else NOBODY
            entry = Entry(
                *(clue.name, grade, clue.id, clue.email, record.account, record.submission, feedback),
                language=record.language,
                person=person,
            )
            made.append(entry)
            folders.append("" if record.absent else record.id)
    return made, folders


def _feedback(folder: Path) -> str:
    try:
        return as_html((folder / FEEDBACK_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ""


def _write(out: Path, files: Iterable[File]) -> list[Path]:
    paths = []
    for name, content in files:
        path, data = out / name, content if isinstance(content, bytes) else content.encode(errors="replace")
        if path.parent.is_dir() and not (path.is_file() and path.read_bytes() == data):
            write_bytes(path, data)
        paths.append(path)
    return paths
