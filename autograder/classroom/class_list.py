"""The list of a class beside its records: whose each one is, and who handed nothing in."""

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from pydantic import TypeAdapter

from autograder.classroom.record import MISSING, Record
from autograder.errors import GraderError
from autograder.files import write_text
from autograder.grading import Grading
from autograder.lms.roster import Clue, Person, Roster
from autograder.lms.times import lateness_in, time_in
from autograder.printable import readable

ROSTER_FILE = "roster.json"  # in the folder of results: `report` and later runs name who is missing too
_PEOPLE = TypeAdapter(list[Person])


def keep_roster(out: Path, people: Sequence[Person]) -> None:
    """Write the list into a folder of results; raises GraderError where there is no room."""
    try:
        write_text(out / ROSTER_FILE, _PEOPLE.dump_json(list(people), indent=1).decode() + "\n")
    except OSError as error:
        raise GraderError(f"{out} cannot be written ({error.strerror}): make room there, nothing is lost") from None


def kept_roster(out: Path) -> list[Person]:
    """Return the list that was kept in a folder of results, empty where there is none."""
    try:
        return _PEOPLE.validate_json((out / ROSTER_FILE).read_bytes())
    except (OSError, ValueError):
        return []


def bound(records: Sequence[Record], people: Sequence[Person]) -> tuple[list[Record], list[str]]:
    """Return the records with name, id and address of the list, and a line for each that it does not tell of.

    A record that fits several people, or one of several accounts whose only clue is a name that one person has, is left
    as it is: a mark must not go to a namesake.
    """
    roster = Roster(people)
    found = [set() if _members(record) else roster.find(_clue(record)) for record in records]
    accounts: dict[int, set[str]] = {}
    for record, who in zip(records, found, strict=True):
        for number in who if record.account and len(who) == 1 else ():
            accounts.setdefault(number, set()).add(_account(record))
    made, lines = [], []
    for record, who in zip(records, found, strict=True):
        if record.absent:
            made.append(record)
            continue
        (number, *others) = who or {-1}
        if who and not others and len(accounts.get(number, ())) < 2:
            person = people[number]
            email = person.email or record.email
            told = replace(record, student=person.name, student_id=person.id, email=email)
            made.append(_dated(told, [person]))
            continue
        members = [roster.find(clue) for clue in _members(record)]
        made.append(_dated(record, [people[next(iter(it))] for it in members if len(it) == 1]))
        if not record.superseded_by and not _members(record):
            shown = f"{readable(record.submission)} of {readable(record.student)}"
            names = ", ".join(readable(people[number].name) for number in sorted(who))
            lines.append(f"{shown} may be of several on the list: {names}" if who else f"{shown} is not on the list")
    return made, lines


def _dated(record: Record, told: Sequence[Person]) -> Record:
    """Return a record with what the list says of the time: by how much it is late, which knows each one's deadline, or
    when it was handed in."""
    if record.superseded_by:
        return record
    late = [days for person in told if (days := lateness_in(person.cells)) is not None]
    if late:
        return replace(record, late=max(late) > 0, late_days=max(late), at="")
    at = record.at or next((at for person in told if (at := time_in(person.cells))), "")
    return replace(record, at=at)


def named(out: Path, records: Sequence[Record]) -> list[Record]:
    """Return the records with name, id and address of the list that was kept with the results, if there is one."""
    return _by_list(out, records)[1]


def not_listed(out: Path, records: Sequence[Record]) -> list[str]:
    """Return a line for each submission that the list does not name, or names several people for."""
    return _by_list(out, records)[2]


def whole_class(out: Path, records: Sequence[Record], grading: Grading, waiting: int) -> list[Record]:
    """Return the records as `named` does, with one for each person on the list who handed nothing in.

    waiting: how many submissions have no result yet: while there are any, nobody can tell who is missing.
    """
    people, found, _ = _by_list(out, records)
    return found if waiting > 0 or not people else with_missing(found, people, grading)


def _by_list(out: Path, records: Sequence[Record]) -> tuple[list[Person], list[Record], list[str]]:
    """Return the kept list, and what `bound` makes of the records by it; without a list they stay as they are."""
    people = kept_roster(out)
    return people, *(bound(records, people) if people else (list(records), []))


def with_missing(records: Sequence[Record], people: Sequence[Person], grading: Grading) -> list[Record]:
    """Return the records with one for each person on the list of whom there is none; those come last.

    Of namesakes nobody is missing where as many submissions as people have the name.
    """
    roster, times = Roster(people), Counter[frozenset[int]]()
    for record in records:
        times.update(frozenset(roster.find(clue)) for clue in clues(record))
    seen = {number for who, count in times.items() if count >= len(who) for number in who}
    language = Counter(record.language for record in records).most_common(1)
    missing = [person for number, person in enumerate(people) if number not in seen]
    return [*records, *(_missing(person, grading, language[0][0] if language else "en") for person in missing)]


def _missing(person: Person, grading: Grading, language: str) -> Record:
    """Return the record of somebody who handed nothing in; its id stays whoever else is missing."""
    known = json.dumps([person.name, person.id, person.email])
    return Record(
        key="",
        build="",
        id=f"missing/{hashlib.sha256(known.encode()).hexdigest()[:12]}",  # no submission's: theirs name folders
        submission="",
        student=person.name,
        student_id=person.id,
        email=person.email,
        late=False,
        superseded_by="",
        status=MISSING,
        reason="",
        points={},
        possible=grading.possible,
        seconds=0.0,
        cpu_seconds=0.0,
        language=language,
    )


def clues(record: Record) -> list[Clue]:
    """Return what is known of whoever handed a record in: of each member of a group, or of the one student."""
    return _members(record) or [_clue(record)]


def _clue(record: Record) -> Clue:
    stem = "" if record.account else Path(record.submission).stem
    return Clue(record.student, record.student_id, record.email, record.account, stem)


def _members(record: Record) -> list[Clue]:
    """Return a clue for each member of a group, as Gradescope names them; nothing for one student."""
    names = record.student.split(", ")
    ids, emails = (text.split(", ") if text else [""] * len(names) for text in (record.student_id, record.email))
    if not record.account.startswith("gradescope ") or not 1 < len(names) == len(ids) == len(emails):
        return []
    return [Clue(*member) for member in zip(names, ids, emails, strict=True)]


def _account(record: Record) -> str:
    """Return whose account a record is of: equal for the attempts of one student."""
    if record.account.startswith("gradescope "):  # the number is the submission's
        return record.student_id or record.email or record.account
    return record.account
