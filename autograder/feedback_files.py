"""feedback.toml: what the findings of a question say, each code once, with all languages beside each other."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from autograder.errors import GraderError

FEEDBACK_FILE = "feedback.toml"
# Tables that are no findings: what a public check says that passed, what each hidden check looks at, and what its
# checks measure.
PASSED, TITLES, MEASURED = "passed", "titles", "measured"


def texts_of(
    tables: Mapping[Path, Mapping[str, Any]], languages: Sequence[str]
) -> dict[str, dict[str, dict[str, str]]]:
    """Return what findings say, of the tables of some feedback.toml by their paths.

    Raises GraderError for a code that stands twice, or is not in each language of the course.
    """
    found: dict[str, dict[str, dict[str, str]]] = {}
    for path, table in tables.items():
        for code, entry in table.items():
            if code in (PASSED, TITLES, MEASURED):
                _require_languages(path, code, entry, languages)
                continue
            if code in found:
                raise GraderError(f"{path}: [{code}] has its text already")
            for language in languages:
                if not (
                    isinstance(entry, dict) and isinstance(entry.get(language), dict) and entry[language].get("says")
                ):
                    raise GraderError(f"{path}: [{code}.{language}] says = ... is missing")
            found[code] = entry
    return found


def _require_languages(path: Path, section: str, table: Mapping[str, Any], languages: Sequence[str]) -> None:
    """Raise GraderError unless each entry of a table of texts is in all languages."""
    for name, entry in table.items():
        for language in languages:
            if not (isinstance(entry, dict) and entry.get(language)):
                raise GraderError(f"{path}: [{section}.{name}] {language} = ... is missing")
