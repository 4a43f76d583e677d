"""Which of several files is newer, by their names: `work-Copy2.ipynb` is newer than `work.ipynb`."""

import re
from collections.abc import Sequence

LONGEST_STEM = 200
COPY, DATE, FINAL = range(3)  # a later kind of ending makes a newer file
ENDING = re.compile(
    r"[ _.\u2013\u2014-]{0,3}(?:"
    r"\((?P<number>[0-9]{1,9})\)"
    r"|(?:copy|копия)[ _-]?\(?(?P<copy>[0-9]{0,9})\)?"
    r"|(?<=[ _.-])(?P<final>final|latest|итог|финал|готово|последний|последняя)"
    r"|(?<=[ _.-])v(?:er|ersion)?[ ._-]?(?P<version>[0-9]{1,9})"
    r"|(?<=[ _.-])(?P<year>20[0-9]{2})[._-]?(?P<month>[01][0-9])[._-]?(?P<day>[0-3][0-9])"
    r"|(?<=[ _.-])(?P<day2>[0-3][0-9])[._-]?(?P<month2>[01][0-9])[._-]?(?P<year2>20[0-9]{2})"
    r"|(?<=[ _-])(?P<counter>[0-9]{1,3})"
    r")$",
    re.IGNORECASE,
)
BEGINNING = re.compile(r"(?:copy of|копия|copy)[ _-]+", re.IGNORECASE)
SUFFIXES = re.compile(r"(?:\.(?:ipynb|pyw?|txt|json))+(?=$| \()", re.IGNORECASE)

Version = tuple[tuple[int, int], ...]


def newest(names: Sequence[str]) -> int | None:
    """Return the place of the one name that is newer than all others; None where names do not tell.

    Names tell only if they are those of one work: equal but for what stands at their ends.
    """
    versions = [_version(name) for name in names]
    if len({stem for stem, _ in versions}) != 1:
        return None
    latest = max(version for _, version in versions)
    found = [place for place, (_, version) in enumerate(versions) if version == latest]
    return found[0] if len(found) == 1 else None


def _version(name: str) -> tuple[str, Version]:
    """Return what the versions of a work share, and which version this is: the plain name is the oldest, ()."""
    stem = SUFFIXES.sub("", name.rpartition("/")[2][-LONGEST_STEM:]).strip()
    found: list[tuple[int, int]] = []
    begun = BEGINNING.match(stem)
    if begun:
        stem = stem[begun.end() :]
        found.append((COPY, 1))
    while (ending := ENDING.search(stem)) and ending.start() > 0:
        stem = stem[: ending.start()]
        found.append(_rank(ending))
    return stem.casefold(), tuple(reversed(found))


def _rank(ending: re.Match[str]) -> tuple[int, int]:
    if ending["final"]:
        return FINAL, 0
    year, month, day = (ending[part] or ending[f"{part}2"] for part in ("year", "month", "day"))
    if year:
        return DATE, int(year + month + day)
    return COPY, int(ending["number"] or ending["copy"] or ending["version"] or ending["counter"] or 1)
