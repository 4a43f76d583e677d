"""The list of a class, as an instructor has it or a platform exports it: a table -> people, and whose a submission is.

Read are the tables of Moodle (participants, grading worksheet), Canvas (gradebook), Gradescope, GitHub Classroom,
Brightspace and Blackboard, and any with a column for the name, the id or the address, in English or Russian.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import permutations
from pathlib import Path

from autograder.errors import GraderError
from autograder.grading import MIB
from autograder.printable import readable, with_something_to_see

LARGEST_MIB = 16
DELIMITERS = (",", ";", "\t")
ENCODINGS = ("utf-8-sig", "cp1251")  # what is no UTF-8 comes from Excel on Windows in Russia
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
SPREADSHEET = b"PK\x03\x04"
# Headers in lower case. Of several columns with ids the first in this order is the one that tables show.
NAMES = (
    *("full name", "name", "student", "student name", "фио", "ф.и.о.", "ф. и. о.", "студент", "полное имя"),
    *("фамилия имя отчество", "фамилия, имя, отчество", "фамилия имя", "фамилия и имя", "имя и фамилия", "участник"),
)
FIRST, LAST = ("first name", "firstname", "имя"), ("last name", "lastname", "surname", "фамилия")
MIDDLE = ("middle name", "отчество")
IDS = (
    *("sid", "id number", "student id", "student number", "orgdefinedid", "org defined id", "sis user id"),
    *("индивидуальный номер", "идентификационный номер", "номер студента", "номер студенческого билета"),
    *("студенческий билет", "номер зачётной книжки", "номер зачетной книжки", "зачётка", "зачетка"),
    *("id", "ид", "username", "login", "sis login id", "логин", "имя пользователя", "github_username", "github"),
    *("identifier", "идентификатор", "номер"),
)
EMAILS = (
    *("email", "e-mail", "email address", "e-mail address", "mail", "почта", "эл. почта", "электронная почта"),
    *("адрес электронной почты", "адрес эл. почты"),
)
MOODLE_NUMBER = re.compile(r"(?:Participant|Участник)\s?([0-9]+)")
CANVAS_ONLY = "sis login id"  # where a table has this column, its `ID` is Canvas's own number
GITHUB_ONLY = "github_username"
COUNTING = ("canvas", "moodle", "brightspace")  # platforms with numbers of their own; others name by the login
NOBODY = ("points possible", "student, test", "test student")  # rows of Canvas's table that are no students
MOST_WORDS = 4  # of a name whose order is tried


@dataclass(frozen=True)
class Person:
    """One row of the list.

    id: what tables show. ids: by the platform that gave them, "" for the institution's own, which logins count to.
    cells: the row as it stands, by the headers in lower case.
    """

    name: str
    id: str = ""
    email: str = ""
    ids: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    cells: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Clue:
    """What is known of whoever handed something in.

    account: the platform and its number, as "canvas 123", or "". stem: of a file's name, where no platform tells.
    """

    name: str
    id: str = ""
    email: str = ""
    account: str = ""
    stem: str = ""


def read_roster(path: Path) -> list[Person]:
    """Return the people in a table, in its order; raises GraderError with what to do where it is none."""
    shown = readable(str(path))
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_MIB * MIB + 1)
    except OSError as error:
        raise GraderError(f"{shown}: cannot be read ({error.strerror}): check the path") from None
    if content.startswith(SPREADSHEET) or len(content) > LARGEST_MIB * MIB:
        raise GraderError(f"{shown}: is not a table as text: save it as CSV")
    try:
        header, rows = _table(_decoded(content, shown))
    except csv.Error as error:
        raise GraderError(f"{shown}: is not a table ({error}): save it as CSV") from None
    known = {*NAMES, *FIRST, *LAST, *IDS, *EMAILS}
    if not known & set(header):
        raise GraderError(f"{shown}: its first line names no column: it must have name, id or email among its headers")
    people = [_person(dict(zip(header, row, strict=False))) for row in rows]
    return [person for person in people if person is not None]


class Roster:
    """People, by everything that tells one from the others."""

    def __init__(self, people: Sequence[Person]) -> None:
        self.people = people
        self._by_id: dict[tuple[str, str], set[int]] = {}
        self._by_email: dict[str, set[int]] = {}
        self._by_name: dict[frozenset[str], set[int]] = {}
        self._by_joined: dict[str, set[int]] = {}
        self._with_word: dict[str, set[frozenset[str]]] = {}  # the names that have a word
        for number, person in enumerate(people):
            for platform, ids in person.ids.items():
                for one in ids:
                    self._by_id.setdefault((platform, one.casefold()), set()).add(number)
            if person.email:
                self._by_email.setdefault(person.email.casefold(), set()).add(number)
            words = _words(person.name)
            if words:
                self._by_name.setdefault(frozenset(words), set()).add(number)
            for word in words:
                self._with_word.setdefault(word, set()).add(frozenset(words))
            for order in permutations(words) if len(words) <= MOST_WORDS else [words]:
                self._by_joined.setdefault("".join(order), set()).add(number)

    def find(self, clue: Clue) -> set[int]:
        """Return the numbers of the people whom a clue fits: one is found, several are not told apart.

        What a platform or the institution has given tells more than a name, and a name more than that of a file.
        """
        platform, _, number = clue.account.partition(" ")
        for found in (
            self._by_id.get((platform, number), set()) if number else set(),
            self._by_id.get(("", clue.id.casefold()), set()) if _is_own(clue, platform, number) else set(),
            self._by_email.get(clue.email.casefold(), set()) if clue.email else set(),
            self._numbered(clue.name) if not platform else set(),
            self._named(_words(clue.name)),
            self._by_joined.get("".join(_words(clue.name)), set()) if platform == "canvas" else set(),
            self._in_stem(clue.stem) if clue.stem else set(),
        ):
            if found:
                return found
        return set()

    def _named(self, words: Sequence[str]) -> set[int]:
        """Return who has a name, in any order of its words; one may leave out what the other has, as a patronymic."""
        wanted = frozenset(words)
        if found := self._by_name.get(wanted):
            return found
        near = (name for name in self._sharing(wanted) if min(len(name), len(wanted)) > 1)
        return set().union(*(self._by_name[name] for name in near if name < wanted or wanted < name))

    def _sharing(self, words: Iterable[str]) -> set[frozenset[str]]:
        """Return the names that have one of some words: all others are left alone, however long the list is."""
        return set().union(*(self._with_word.get(word, set()) for word in words))

    def _numbered(self, name: str) -> set[int]:
        """Return whose id stands beside the name, as in that of a folder; one without a digit may be another's name."""
        words = [word for word in _words(name) if any(map(str.isdigit, word))]
        return set().union(*(self._by_id.get(("", word), set()) for word in words))

    def _in_stem(self, stem: str) -> set[int]:
        """Return who is named by the words of a file's name: by an id, the whole name, or the surname alone."""
        words = _words(stem)
        ids = [self._by_id.get(("", part), set()) for part in {*stem.casefold().split("_"), *words, stem.casefold()}]
        if found := set().union(*ids):
            return found
        whole = (name for name in self._sharing(words) if len(name) > 1 and name <= {*words})
        if found := set().union(*(self._by_name[name] for name in whole)):
            return found
        letters = [word for word in words if not word.isdigit()]
        if len(letters) != 1:
            return set()
        return set().union(*(self._by_name[name] for name in self._sharing(letters)))


def _is_own(clue: Clue, platform: str, number: str) -> bool:
    """Return whether an id is the institution's, or a login, and no number that a platform counts by."""
    return bool(clue.id) and (platform not in COUNTING or clue.id != number)


def _decoded(content: bytes, shown: str) -> str:
    for encoding in ("utf-16",) if content.startswith(UTF_16) else ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise GraderError(f"{shown}: is not text in UTF-8: save it as CSV in UTF-8")


def _table(text: str) -> tuple[list[str], list[list[str]]]:
    """Return headers and rows, with the delimiter that splits the first line into most columns."""
    first = text.split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=first.count)
    rows = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if any(map(str.strip, row))]
    header = [" ".join(cell.split()).casefold() for cell in rows[0]] if rows else []
    return header, [[_text(cell) for cell in row] for row in rows[1:]]


def _person(cells: Mapping[str, str]) -> Person | None:
    name = _first(cells, NAMES)
    if not name:
        name = " ".join(filter(None, (_first(cells, LAST), _first(cells, FIRST), _first(cells, MIDDLE))))
    if not name and GITHUB_ONLY in cells:
        name = cells.get("identifier", "")  # whatever the teacher calls the student by
    email = _first(cells, EMAILS)
    ids: dict[str, list[str]] = {}
    for header in IDS:
        value = cells.get(header, "").removeprefix("#")  # as Brightspace marks what is no number
        if moodle := MOODLE_NUMBER.fullmatch(value):
            ids.setdefault("moodle", []).append(moodle[1])
        elif value and header == "id" and CANVAS_ONLY in cells:
            ids.setdefault("canvas", []).append(value)
        elif value:
            ids.setdefault("", []).append(value)
    own = ids.get("") or ids.get("canvas") or ids.get("moodle") or [""]
    if name.casefold() in NOBODY or not (name or email or own[0]):
        return None
    known = {platform: tuple(dict.fromkeys(values)) for platform, values in ids.items()}
    seen = with_something_to_see(name)
    return Person((name if seen == name else "") or own[0] or email or seen, own[0], email, known, dict(cells))


def _first(cells: Mapping[str, str], headers: Iterable[str]) -> str:
    return next((cells[header] for header in headers if cells.get(header)), "")


def _words(text: str) -> list[str]:
    """Return the words of a name as they are compared: without case, order of composition, and the dots of `ё`."""
    plain = unicodedata.normalize("NFC", text).casefold().replace("ё", "е")
    return re.findall(r"[^\W_]+", plain)


def _text(cell: str) -> str:
    """Return a cell on one line; an apostrophe that keeps a spreadsheet from a formula is no part of it."""
    text = unicodedata.normalize("NFC", " ".join(cell.split()))
    return text[1:] if re.match(r"'[=+\-@]", text) else text
