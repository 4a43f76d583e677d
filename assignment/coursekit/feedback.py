"""What a failed check has found: a code and numbers, which become words only where somebody reads them."""

import re
from collections.abc import Mapping

from .errors import CourseError
from .language import filled, text
from .submission.source import Note

# A text by language: what is said, and one nudge, which may be "". Under WHEN stand regular expressions by value: the
# text is a nudge of any finding of which one is found in that value, such as the error that a call has raised.
WHEN = "when"
Entry = Mapping[str, Mapping[str, str]]


class CheckFailed(CourseError, AssertionError):
    """A check that failed: `code` names what was recognised, `values` are the measured and the expected numbers.

    A value may be another CheckFailed or a Note, which then stands in the text with its own words. said: its words,
    where they are known already; str() gives them.
    """

    def __init__(self, code: str, values: Mapping[str, object] | None = None, said: str = "") -> None:
        self.code = code
        self.values = dict(values or {})
        self.said = said
        super().__init__(said)

    def __str__(self) -> str:
        """Return its words, or the code with its values where nobody has put it into words."""
        return self.said or f"{self.code} {self.values}"


def failure(code: str, **values: object) -> CheckFailed:
    """Return the CheckFailed of a code with its values."""
    return CheckFailed(code, values)


def words(failed: CheckFailed, entries: Mapping[str, Entry], language: str) -> str:
    """Return what a CheckFailed says: the text of its code with its values in it, followed by the hint, and by what
    else is known of its values, see WHEN.

    entries: the texts of a course by code. A code without one is one of the section "checks" of this package's texts.
    Raises KeyError for neither.
    """
    if failed.said:
        return failed.said
    values = {name: _said(value, entries, language) for name, value in failed.values.items()}
    entry = entries.get(failed.code)
    if entry is None:
        said = text(f"checks.{failed.code}", in_language=language, **values)
    else:
        said = filled(f"{entry[language]['says']} {entry[language].get('hint', '')}".strip(), values, language)
    return " ".join([said, *_known_of(values, entries, language)])


def _known_of(values: Mapping[str, object], entries: Mapping[str, Entry], language: str) -> list[str]:
    """Return the nudge of the first entry whose pattern is found in a value; none where nothing is known."""
    for entry in entries.values():
        if any(re.search(pattern, str(values.get(name, ""))) for name, pattern in entry.get(WHEN, {}).items()):
            return [entry[language]["says"]]
    return []


def _said(value: object, entries: Mapping[str, Entry], language: str) -> object:
    """Return what stands in a sentence for a value."""
    if isinstance(value, CheckFailed):
        return words(value, entries, language)
    return value.said(language) if isinstance(value, Note) else value
