"""The sentences of the report, one file per language in texts/, with the same keys."""

import tomllib
from functools import cache
from pathlib import Path

from autograder.errors import GraderError
from coursekit.language import LANGUAGES

FOLDER = Path(__file__).parent / "texts"

Texts = dict[str, dict[str, str]]


@cache
def read_texts(language: str) -> Texts:
    """Return all texts of the report by section and name; raises GraderError for a language without them."""
    if language not in LANGUAGES:
        raise GraderError(f"there is no report in {language!r}: choose one of {', '.join(LANGUAGES)}")
    return tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
