"""What goes back to a platform: one student's mark and feedback, and the files that its importer takes."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from autograder.lms.cells import number
from autograder.lms.roster import COUNTING, Person

NOBODY = Person("")

File = tuple[str, str | bytes]  # name and content


@dataclass(frozen=True)
class Sheet:
    """The assignment as gradebooks name it: `name` is the column, `possible` its points."""

    name: str
    possible: float
    now: str  # the time of the export, as "2024-05-01 10:00:00 UTC"


@dataclass(frozen=True)
class Entry:
    """One student.

    grade: None where there is no mark. id: the institution's, or the platform's where there is no list of the class.
    account: the platform and the student's number there, as "canvas 123". submission: the file's name. feedback: what
    the student reads, as HTML without a page around it, on one line. person: as the list of the class has the student.
    """

    name: str
    grade: float | None
    id: str = ""
    email: str = ""
    account: str = ""
    submission: str = ""
    feedback: str = ""
    language: str = "en"
    person: Person = field(default=NOBODY)

    @property
    def points(self) -> str:
        """The grade as every platform reads it, "" where there is none."""
        return "" if self.grade is None else number(self.grade)

    @property
    def home(self) -> str:
        """The platform that the submission is of, "" where names do not tell."""
        return self.account.partition(" ")[0]

    def on(self, platform: str) -> str:
        """Return the student's number on a platform: the same one elsewhere may be another student's."""
        if self.home == platform:
            return self.account.partition(" ")[2]
        return next(iter(self.person.ids.get(platform, ())), "")

    def cell(self, *headers: str) -> str:
        """Return what the list of the class has in the first of these columns that it has; headers in lower case."""
        return next((self.person.cells[header] for header in headers if self.person.cells.get(header)), "")

    @property
    def own_id(self) -> str:
        """The id that the institution gave, "" where only a platform's number is known."""
        return "" if self.home in COUNTING and self.id == self.on(self.home) else self.id


def told_apart(entries: Sequence[Entry], identity: Callable[[Entry], str]) -> list[Entry]:
    """Return the entries with a grade that an importer can tell apart.

    Left out are those without an identity, and all of one identity where there are several: which submission counts is
    a human's to decide. Without a grade there is no row: an empty cell would wipe what is there.
    """
    times = Counter(identity(entry) for entry in entries)
    known = [entry for entry in entries if identity(entry) and times[identity(entry)] == 1]
    return [entry for entry in known if entry.grade is not None]


def by_home(entries: Sequence[Entry]) -> Mapping[str, list[Entry]]:
    """Return the entries by the platform that they are of."""
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        found.setdefault(entry.home, []).append(entry)
    return found
