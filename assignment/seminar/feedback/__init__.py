"""What a failed check says, in Russian and English; ru.toml and en.toml beside this file hold one text per code."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from ..errors import SeminarError
from ..language import current_language, text

FOLDER = Path(__file__).parent


class CheckFailed(SeminarError, AssertionError):
    """A check that failed: `code` names what was recognised, `values` are the measured and the expected numbers."""

    def __init__(self, code: str, message: str, values: Mapping[str, object] | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.values = dict(values or {})


def failure(code: str, **values: object) -> CheckFailed:
    """Return the CheckFailed whose message is the text of `code` in the set language, followed by its hint.

    A code without a text here is one of the section "checks" of the library's texts. Raises KeyError for neither.
    """
    entry = _texts(current_language()).get(code)
    if entry is None:
        return CheckFailed(code, text(f"checks.{code}", **values), values)
    return CheckFailed(code, f"{entry['says']} {entry['hint']}".strip().format(**values), values)


def codes(language: str) -> dict[str, dict[str, str]]:
    """Return all texts of a language by code, each with `says` and `hint`."""
    return _texts(language)


@cache
def _texts(language: str) -> dict[str, dict[str, str]]:
    return tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
