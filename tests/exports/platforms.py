"""The class of people.py as each platform exports it, with the list of the class as that platform writes it.

Names and columns are those of real exports and lists; see the modules of autograder/lms for where each comes from.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from tests.exports.people import PEOPLE, Person, Work

Files = Iterator[tuple[str, bytes]]
HAND_OUT = (("README.md", b"# Homework\n"), ("tests/q1.py", b"OK_FORMAT = False\n"))


@dataclass(frozen=True)
class Platform:
    """How a platform tells of the class.

    files: of the export, by their paths. roster: the list of the class. id: how a row of the table names a person.
    zipped: whether it is graded as the zip that was downloaded. late: whether the export or the list tells who is
    late, or when what was handed in. attempts: whether it has an earlier file too. groups: whether the members of a
    group have one row. namesakes: what two people of one name are known by, where nothing of the export stands on the
    list: then neither is taken for the other.
    """

    files: Callable[[], Files]
    roster: Callable[[], bytes]
    id: Callable[[Person], str] = lambda person: person.id
    zipped: bool = False
    late: bool = False
    attempts: bool = False
    groups: bool = False
    namesakes: Callable[[Person], str] | None = None


def _handed_in() -> Iterator[tuple[Person, Work, bool]]:
    """Yield each file that was handed in, earlier ones first, and whether another one came after it."""
    for person in PEOPLE:
        if person.earlier is not None:
            yield person, person.earlier, True
        if person.work is not None:
            yield person, person.work, False


def _canvas() -> Files:
    for number, (person, work, earlier) in enumerate(_handed_in()):
        if not earlier:  # a download has the last attempt alone
            begin = f"{person.last}{person.first}".lower().replace("'", "").replace(" ", "")
            again = "-1" if person.earlier else ""
            late = "LATE_" if person.late else ""
            yield f"{begin}_{late}{person.number + 70}_{4560 + number}_hw{again}{work.ending}", work.content


def _moodle() -> Files:
    for person, work, earlier in _handed_in():
        if not earlier:
            team = "Команда 1-" if person.group else ""
            name = f"{team}{person.first} {person.last}"
            yield f"{name}_{person.number + 900}_assignsubmission_file_/hw{work.ending}", work.content


def _gradescope() -> Files:
    entries = ["---"]
    shared = [person for person in PEOPLE if person.group]
    for number, (person, work, earlier) in enumerate(_handed_in()):
        if person.group and person != shared[0]:
            continue
        folder = f"submission_{3000 + number}"
        yield f"assignment_1_export/{folder}/hw{work.ending}", work.content
        entries += [f"{folder}:", "  :submitters:"]
        for one in shared if person.group else [person]:
            entries += [
                f'  - :name: "{one.first} {one.last}"',
                f"    :sid: '{one.id}'",
                f"    :email: {one.email}",
            ]
        day = 21 if person.late else 19 if earlier else 20
        entries += [f"  :created_at: 2026-11-{day} 18:00:00.000000000 Z", "  :score: 0.0", "  :status: processed"]
    yield "assignment_1_export/submission_metadata.yml", "\n".join([*entries, ""]).encode()


def _github() -> Files:
    for person, work, earlier in _handed_in():
        if not earlier:
            for name, content in (*HAND_OUT, (f"hw{work.ending}", work.content)):
                yield f"hw-submissions/hw-{person.login}/{name}", content


def _nbgrader() -> Files:
    for person, work, earlier in _handed_in():
        if not earlier:
            for name, content in (
                *HAND_OUT,
                ("timestamp.txt", f"2026-11-{21 if person.late else 20} 18:00:00 UTC".encode()),
                (f"hw{work.ending}", work.content),
            ):
                yield f"submitted/{person.login}/hw/{name}", content


def _brightspace() -> Files:
    yield "index.html", b"<html></html>"
    for person, work, earlier in _handed_in():
        day = 21 if person.late else 19 if earlier else 20
        folder = f"{person.number + 500}-77 - {person.first} {person.last} - Nov {day}, 2026 600 PM"
        yield f"{folder}/hw{work.ending}", work.content


def _blackboard() -> Files:
    for person, work, earlier in _handed_in():
        day = 21 if person.late else 19 if earlier else 20
        begin = f"HW 1_{person.login}_attempt_2026-11-{day}-18-00-00"
        yield f"{begin}.txt", f"Name: {person.first} {person.last} ({person.login})\r\nAssignment: HW 1\r\n".encode()
        yield f"{begin}_hw{work.ending}", work.content


def _plain() -> Files:
    for person, work, earlier in _handed_in():
        attempt = " (1)" if person.earlier and not earlier else ""
        yield f"{person.last} {person.first} {person.id}/hw{attempt}{work.ending}", work.content


def _table(header: Sequence[str], rows: Iterable[Sequence[str]], delimiter: str = ",") -> str:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows([header, *rows])
    return text.getvalue()


def _canvas_list() -> bytes:
    rows = [(f"{one.last}, {one.first}", str(one.number + 70), one.id, one.login, "1", "") for one in PEOPLE]
    header = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section", "HW (1)")
    return _table(header, [("    Points Possible", "", "", "", "", "10"), *rows]).encode()


def _moodle_list() -> bytes:
    at = {True: "суббота, 21 ноября 2026, 18:00", False: "пятница, 20 ноября 2026, 18:00"}
    rows = [
        (
            *(f"Участник{one.number + 900}", f"{one.first} {one.last}", one.email, "Ответы для оценки"),
            at[one.late] if one.work else "-",
        )
        for one in PEOPLE
    ]
    header = ("Идентификатор", "Полное имя", "Адрес электронной почты", "Статус", "Последнее изменение (ответ)")
    return _table(header, rows).encode("utf-8-sig")


def _gradescope_list() -> bytes:
    rows = [(one.first, one.last, one.id, one.email, "Student") for one in PEOPLE]
    return _table(("First Name", "Last Name", "SID", "Email", "Role"), rows).encode()


def _github_list() -> bytes:
    rows = [(f"{one.last} {one.first}", one.login, str(one.number)) for one in PEOPLE]
    return _table(("identifier", "github_username", "github_id"), rows).encode()


def _login_list() -> bytes:
    rows = [(one.last, one.first, one.login, one.id, one.email) for one in PEOPLE]
    return _table(("Last Name", "First Name", "Username", "Student ID", "Email"), rows).encode()


def _brightspace_list() -> bytes:
    rows = [(f"#{one.id}", f"#{one.login}", one.last, one.first, one.email, "#") for one in PEOPLE]
    header = ("OrgDefinedId", "Username", "Last Name", "First Name", "Email", "End-of-Line Indicator")
    return _table(header, rows).encode()


def _excel_list() -> bytes:
    rows = [(f"{one.last} {one.first}", one.id, one.email) for one in PEOPLE]
    return _table(("ФИО", "Номер", "Почта"), rows, ";").replace("é", "e").encode("cp1251")


PLATFORMS = {
    "Canvas": Platform(_canvas, _canvas_list, zipped=True, late=True),
    "Moodle": Platform(_moodle, _moodle_list, lambda one: str(one.number + 900), zipped=True, late=True),
    "Gradescope": Platform(_gradescope, _gradescope_list, zipped=True, late=True, attempts=True, groups=True),
    "GitHub Classroom": Platform(_github, _github_list, lambda one: one.login),
    "nbgrader": Platform(_nbgrader, _login_list, late=True),
    "Brightspace": Platform(
        _brightspace,
        _brightspace_list,
        zipped=True,
        late=True,
        attempts=True,
        namesakes=lambda one: str(one.number + 500),
    ),
    "Blackboard": Platform(_blackboard, _login_list, zipped=True, late=True, attempts=True),
    "plain folders": Platform(_plain, _excel_list),
}
