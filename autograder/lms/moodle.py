"""Moodle: `Name_123_assignsubmission_file_/`, or files whose names begin like that.

Back go the worksheet of the assignment ("Upload grading worksheet") with the feedback as comments, and the feedback as
files ("Upload multiple feedback files in a zip"). Who is known by id or address alone goes into a table for the
gradebook's own import, where the teacher says which column is which.
"""

import re
from collections.abc import Sequence
from pathlib import Path

from autograder.lms.cells import as_csv, number, safe, safe_markup
from autograder.lms.entry import Entry, File, Sheet, told_apart
from autograder.lms.pages import FEEDBACK_PAGE, page, zipped
from autograder.lms.place import Place, Tree, text

# Students choose the end of a file's name, never its beginning: so the first match decides, not the longest. What was
# typed into the page is `…_onlinetext_`.
NAME = re.compile(r"(?P<name>.+?)_(?P<number>[0-9]+)_assignsubmission_(?:file|onlinetext)(?:_(?P<file>.*))?", re.DOTALL)
# The importer looks for columns by the words of the teacher's language, and knows the others not: so there are both.
# "Participant " is cut off before the number, in Russian "Участник" without the space, which its number then begins
# with: a database reads it all the same.
COLUMNS = (
    *("Identifier", "Full name", "Email address", "Grade", "Maximum Grade", "Last modified (grade)"),
    "Feedback comments",
)
RUSSIAN = ("Идентификатор", "Оценка", "Последнее изменение (оценка)", "Отзыв в виде комментария")
PARTICIPANT, RUSSIAN_PARTICIPANT = "Participant ", "Участник "
GRADEBOOK = ("ID number", "Email address", "Full name")


def recognise(path: Path, tree: Tree) -> Place | None:
    """Return whose a folder or a file is."""
    match = NAME.fullmatch(path.name)
    if match is None or (match["file"] and tree.is_folder(path)):
        return None
    name, number = match["name"], match["number"]
    owner = ("moodle", path.parent, number)
    return Place(path, f"{name}_{number}", text(name), owner, student_id=number, account=f"moodle {number}")


def export(entries: Sequence[Entry], sheet: Sheet) -> list[File]:
    """Return the worksheet and the zip of feedback, or the table for the gradebook; nothing where nobody is known.

    A grade that was given in Moodle before the time of the export is replaced, a later one stays. Nobody has an empty
    grade, which would wipe the comment.
    """
    known = told_apart(entries, lambda entry: entry.on("moodle"))
    if known:
        rows = [_row(entry, sheet) for entry in known]
        files = {f"{_folder(entry)}/{FEEDBACK_PAGE}": page(entry, sheet) for entry in known}
        return [("moodle.csv", as_csv([(*COLUMNS, *RUSSIAN), *rows])), ("moodle_feedback.zip", zipped(files))]
    known = told_apart(entries, lambda entry: entry.own_id or entry.email)
    rows = [
        [safe(entry.own_id), safe(entry.email), safe(entry.name), entry.points, safe_markup(entry.feedback)]
        for entry in known
    ]
    return [("moodle.csv", as_csv([(*GRADEBOOK, sheet.name, "Feedback"), *rows]))] if known else []


def _row(entry: Entry, sheet: Sheet) -> list[str]:
    participant, grade = entry.on("moodle"), entry.points
    person = [PARTICIPANT + participant, safe(entry.name), safe(entry.email)]
    feedback = safe_markup(entry.feedback)
    russian = [RUSSIAN_PARTICIPANT + participant, grade, sheet.now, feedback]
    return [*person, grade, number(sheet.possible), sheet.now, feedback, *russian]


def _folder(entry: Entry) -> str:
    """Return the folder of a student as Moodle names it: the number stands between the first two underscores."""
    name = re.sub(r'[_/\\:*?"<>|\x00-\x1f]', " ", entry.name).strip(" .") or "student"
    return f"{name}_{entry.on('moodle')}_assignsubmission_file"
