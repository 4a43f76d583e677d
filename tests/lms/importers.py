"""What each platform's importer does with a file, by its published source or its documentation.

Not the platforms themselves: their rules, so that a file which breaks one fails a test.
"""

import csv
import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

# The words of Moodle's language packs: of `grade`, and in mod_assign `recordid`, `lastmodifiedgrade` and `hiddenuser`,
# and in assignfeedback_comments `pluginname`.
MOODLE_WORDS = {
    "en": ("Grade", "Identifier", "Last modified (grade)", "Participant ", "Feedback comments"),
    "ru": (
        *("Оценка", "Идентификатор", "Последнее изменение (оценка)", "Участник"),
        "Отзыв в виде комментария",
    ),
}
UNREADABLE = datetime(1970, 1, 1, tzinfo=UTC)  # what PHP makes of a time that it cannot read


@dataclass
class Graded:
    """What Moodle has of one participant."""

    grade: float | None = None
    comment: str = ""
    changed: datetime = field(default=UNREADABLE)


def moodle_worksheet(content: str, language: str, has: Mapping[str, Graded], maximum: float) -> int:
    """Import a worksheet, without "allow updating records that were modified more recently"; return grades changed.

    Columns and numbers, then what is skipped:
    https://github.com/moodle/moodle/blob/MOODLE_405_STABLE/mod/assign/feedback/offline/importgradeslib.php
    https://github.com/moodle/moodle/blob/MOODLE_405_STABLE/mod/assign/feedback/offline/locallib.php
    """
    columns, *rows = csv.reader(io.StringIO(content.removeprefix("\ufeff"), newline=""))
    assert all(len(row) == len(columns) for row in rows), "csvweirdcolumns: the whole file is refused"
    *words, participant, comments = MOODLE_WORDS[language]
    assert {*words} <= {*columns}, "invalidgradeimport: a column is missing"
    grade, identifier, modified = map(columns.index, words)
    count = 0
    for row in rows:
        # `substr` after as many bytes as the word has; then a database reads the number, with a space before it too.
        number = row[identifier].encode()[len(participant.encode()) :].decode().strip()
        if number not in has:
            continue
        known, value = has[number], row[grade]
        stale = known.changed > _php_time(row[modified]) + timedelta(seconds=60)
        if value and known.grade != float(value) and not stale and 0 <= float(value) <= maximum:
            known.grade, count = float(value), count + 1
        if comments in columns and not stale:
            known.comment = row[columns.index(comments)]
    return count


def moodle_feedback(content: bytes, participants: set[str]) -> dict[str, dict[str, str]]:
    """Return which files each participant gets of a zip.

    https://github.com/moodle/moodle/blob/MOODLE_405_STABLE/mod/assign/feedback/file/importziplib.php
    """
    found: dict[str, dict[str, str]] = {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            parts = name.split("/")
            if parts[-1].startswith((".", "~")):
                continue
            while parts:
                info = parts.pop(0).split("_", 4)
                if len(info) < 4 or not info[1].isdigit() or info[1] not in participants:
                    continue
                if (info[2], info[3]) not in {("assignsubmission", "file"), ("assignfeedback", "file")}:
                    continue
                rest = "/".join([info[4] if len(info) > 4 else "", *parts])
                found.setdefault(info[1], {})[rest.lstrip("/")] = archive.read(name).decode()
                break
    return found


def canvas_gradebook(content: str, students: Mapping[str, str], scores: dict[str, str]) -> None:
    """Import grades; students: name by ID; scores: by ID, changed as Canvas changes them. An unknown student fails.

    https://github.com/instructure/canvas-lms/blob/master/lib/gradebook_importer.rb
    """
    header, *rows = csv.reader(io.StringIO(content, newline=""))
    assert len(header) > 3, "invalid header row"
    assert "Student" in header[0], "invalid header row"
    assert "ID" in header[1], "invalid header row"
    information = 3 + 2 * (re.search(r"SIS\s+User\s+ID", header[2]) is not None)
    assert "Section" in header[information - 1], "the last column about the student is the section"
    assert len(header) == information + 1
    for row in rows:
        if "Points Possible" in row[0]:
            continue
        if all(not cell or re.fullmatch(r"\s*(Muted|Manual Posting.*)?\s*", cell) for cell in row):
            continue
        known = [number for number, name in students.items() if number == row[1] or (not row[1] and name == row[0])]
        assert len(known) == 1, f"a student that Canvas does not know: {row}"
        scores[known[0]] = row[information].strip()  # a blank one deletes the score


def canvas_comments(content: bytes, attachments: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    """Return the page for each user, and the files that are ignored; attachments: the user of each.

    `infer_comment_context_from_filename` in
    https://github.com/instructure/canvas-lms/blob/master/app/models/abstract_assignment.rb
    """
    found, ignored = {}, []
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            numbers = [part for part in name.rsplit("/", 1)[-1].split("_") if re.fullmatch(r"\d+", part)]
            user, attachment = [*numbers, "", ""][:2]
            if name.startswith("._") or attachments.get(attachment) != user:
                ignored.append(name)
            else:
                found[user] = archive.read(name).decode()
    return found, ignored


def brightspace_grades(content: str, item: str) -> dict[str, float]:
    """Return the points by OrgDefinedId, or by user name where there is none.

    https://community.d2l.com/brightspace/kb/articles/3538-importing-grades: one of the two, and `<item> Points Grade`;
    the export of Brightspace has `#` before both, and an `End-of-Line Indicator`, which is `#` in every row.
    """
    rows = list(csv.DictReader(io.StringIO(content, newline="")))
    found = {}
    for row in rows:
        who = row["OrgDefinedId"].removeprefix("#") or row["Username"].removeprefix("#")
        assert who, "a user without OrgDefinedId and Username"
        assert row["End-of-Line Indicator"] == "#"
        found[who] = float(row[f"{item} Points Grade"])
    return found


def blackboard_grades(content: bytes) -> dict[str, tuple[str, str]]:
    """Return grade and feedback by user name.

    https://help.blackboard.com/Learn/Instructor/Original/Grade/Grading_Tasks/Work_Offline_With_Grade_Data
    The user name tells the student, a header row comes first; tab-delimited files end in .xls. Downloads are UTF-16,
    little endian.
    """
    assert content.startswith(b"\xff\xfe")
    header, *rows = csv.reader(io.StringIO(content.decode("utf-16"), newline=""), delimiter="\t")
    assert all(len(row) == len(header) for row in rows)
    user, feedback, form = (header.index(name) for name in ("Username", "Feedback to Learner", "Feedback Format"))
    (grade,) = (number for number, name in enumerate(header) if re.fullmatch(r".+ \[Total Pts: [0-9.]+ Score\]", name))
    assert all(row[user] and row[form] in ("HTML", "PLAIN_TEXT", "SMART_TEXT") for row in rows)
    return {row[user]: (row[grade], row[feedback]) for row in rows}


def _php_time(text: str) -> datetime:
    """Return what strtotime makes of a time in English or of ISO; a text that it does not know is false, which is 0."""
    for form in ("%Y-%m-%d %H:%M:%S UTC", "%A, %d %B %Y, %I:%M %p"):
        try:
            return datetime.strptime(text, form).replace(tzinfo=UTC)
        except ValueError:
            continue
    return UNREADABLE
