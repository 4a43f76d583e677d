"""feedback.toml: what the findings of a question say, each code once, with all languages beside each other."""

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from autograder.errors import GraderError

FEEDBACK_FILE = "feedback.toml"
# Tables that are no findings: what a public check says that passed, what each hidden check looks at, and what its
# checks measure.
PASSED, TITLES, MEASURED = "passed", "titles", "measured"


def read_texts(folders: Sequence[Path], languages: Sequence[str]) -> dict[str, dict[str, dict[str, str]]]:
    """Return what findings say, of the feedback.toml in each of some folders.

    Raises GraderError for a code that stands twice, or is not in each language of the course.
    """
    found: dict[str, dict[str, dict[str, str]]] = {}
    for path in (folder / FEEDBACK_FILE for folder in folders):
        if not path.is_file():
            continue
        for code, entry in read_table(path).items():
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


def read_table(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise GraderError(f"{path}: cannot be read ({error.strerror})") from None
    except tomllib.TOMLDecodeError as error:
        raise GraderError(f"{path}: is not valid TOML: {error}") from None
