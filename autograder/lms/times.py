"""When something was handed in, and how late, as platforms write it: text -> a time, and a row of a list -> days.

Tables of English and Russian pages are read. A time without a zone is one of the clock that the deadline is told by.
"""

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime, timedelta, tzinfo
from functools import lru_cache

DAY = timedelta(days=1)
YEARS = range(1971, 9000)
LONGEST = 200  # characters of a time
FORMS = (
    *("%Y-%m-%d %H:%M:%S %z", "%Y-%m-%d %H:%M:%S UTC%z", "%Y-%m-%d-%H-%M-%S"),
    *("%d %B %Y, %I:%M %p", "%d %B %Y, %H:%M", "%B %d, %Y, %I:%M %p"),  # Moodle, after the day of the week
    *("%b %d, %Y %I%M %p", "%B %d, %Y %I%M %p", "%d %B, %Y %I%M %p", "%b %d, %Y %H%M", "%d %B, %Y %H%M"),  # Brightspace
)
MONTHS = (
    *("января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября"),
    "декабря",
)
ENGLISH = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November"),
    "December",
)
WEEKDAY = re.compile(r"[^\W\d_]+day, |[а-я]+, (?=\d)", re.IGNORECASE)
# What a list says, by its headers in lower case: by how much (Gradescope's grades), and when (its grades, GitHub
# Classroom's, Moodle's worksheet, which may have each one's own deadline too).
LATENESS = "lateness (h:m:s)"
TIMES = (
    *("submission time", "submission_timestamp", "last modified (submission)", "последнее изменение (ответ)"),
    "время отправки",
)
DEADLINES = ("due date", "срок сдачи")
# Moodle's status: "Submitted for grading - 1 day 3 hours late - Released".
STATUS, LATE = "status", re.compile(r"(?:^| - )((?:\d+ [a-z]+ ?)+) late\b")
SECONDS = {"sec": 1, "min": 60, "hour": 3600, "day": 86400, "week": 7 * 86400, "year": 365 * 86400}


def moment(text: str) -> datetime | None:
    """Return a time as it is written somewhere, with a zone only where that is told; None for anything else, and for
    years in which nobody hands in: a file may be named so, and not every one of them can be counted in seconds."""
    when = _moment(" ".join(text.split())) if len(text) <= LONGEST else None
    return when if when is not None and when.year in YEARS else None


@lru_cache(maxsize=1 << 16)  # a class is looked through several times
def _moment(text: str) -> datetime | None:
    if not any(map(str.isdigit, text)):
        return None  # such as an empty cell: to try every form takes a third of a millisecond
    with suppress(ValueError):
        return datetime.fromisoformat(text)
    text = WEEKDAY.sub("", text, count=1)
    for number, month in enumerate(MONTHS):
        text = text.replace(month, ENGLISH[number])
    text = re.sub(r" (?:UTC|GMT)$", " +0000", text)
    for form in FORMS:
        with suppress(ValueError):
            return datetime.strptime(text, form)
    return None


def written(when: datetime | None) -> str:
    """Return a time as it is kept, "" for none."""
    return "" if when is None else when.isoformat()


def days_after(at: str, deadline: datetime | None) -> float:
    """Return by how many days a time lies after the deadline, 0 where it does not or either is unknown."""
    when = moment(at) if at else None
    if when is None or deadline is None:
        return 0.0
    late = _in(when, deadline.tzinfo) - _in(deadline, when.tzinfo)
    return max(late / DAY, 0.0)


def lateness_in(cells: Mapping[str, str]) -> float | None:
    """Return by how many days the list of the class says that somebody was late, None where it does not say."""
    hours = re.fullmatch(r"(\d+):(\d\d):(\d\d)", cells.get(LATENESS, ""))
    if hours:
        return timedelta(hours=int(hours[1]), minutes=int(hours[2]), seconds=int(hours[3])) / DAY
    if said := LATE.search(cells.get(STATUS, "")):
        parts = re.findall(r"(\d+) ([a-z]+?)s?(?= |$)", said[1])
        return sum(int(count) * SECONDS.get(unit, 0) for count, unit in parts) / SECONDS["day"]
    deadline = next((when for name in DEADLINES if (when := moment(cells.get(name, "")))), None)
    at = time_in(cells)
    return days_after(at, deadline) if at and deadline is not None else None


def time_in(cells: Mapping[str, str]) -> str:
    """Return when the list of the class says that somebody handed in, "" where it does not say."""
    return written(next((when for name in TIMES if (when := moment(cells.get(name, "")))), None))


def _in(when: datetime, zone: tzinfo | None) -> datetime:
    return when if when.tzinfo is not None or zone is None else when.replace(tzinfo=zone)
