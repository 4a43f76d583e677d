"""What a failed check says, in Russian and English; ru.toml and en.toml beside this file hold one text per code."""

import tomllib
from functools import cache
from pathlib import Path

from seminar.checks import CheckFailed
from seminar.checks import failure as public_failure
from seminar.language import current_language

FOLDER = Path(__file__).parent


def failure(code: str, **values: object) -> CheckFailed:
    """Return the CheckFailed whose message is the text of `code` in the set language, followed by its hint.

    Texts of public checks are the student's library's own. Raises KeyError for a code without a text.
    """
    entry = _texts(current_language()).get(code)
    if entry is None:
        return public_failure(code, **values)
    return CheckFailed(code, f"{entry['says']} {entry['hint']}".strip().format(**values), values)


def codes(language: str) -> dict[str, dict[str, str]]:
    """Return all texts of a language by code, each with `says` and `hint`."""
    return _texts(language)


@cache
def _texts(language: str) -> dict[str, dict[str, str]]:
    return tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
