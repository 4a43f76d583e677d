"""The language that a file speaks: what its code sets, else what its sentences are written in."""

import re
from itertools import takewhile

from ..language import LANGUAGES

CHOICE = re.compile(r"""^[ \t]*(?:\w+\.)*use_language\(\s*["'](\w+)["']\s*\)""", re.MULTILINE)
COMMENT = re.compile(r"#[^\n]*")
RUSSIAN, LATIN = re.compile("[а-яё]", re.IGNORECASE), re.compile("[a-z]", re.IGNORECASE)
QUOTES = ('"""', "'''")
LOOKED_AT = 100_000  # characters
FEW = 40  # letters that tell nothing yet
# Russian prose about PyTorch is a quarter Latin, with formulas half; English prose has no Cyrillic but in examples.
CLEARLY_RUSSIAN, CLEARLY_ENGLISH = 0.3, 0.03


def language_of_notebook(code: str, prose: str) -> str | None:
    """Return "ru" or "en": what the code sets, else what texts and comments are written in, if that is clear."""
    chosen = _chosen(code)
    if chosen is not None:
        return chosen
    return _written_in(prose[:LOOKED_AT] + _comments(code))


def language_of_script(code: str) -> str | None:
    """Return "ru" or "en": what the code sets, else the language of its docstring, else of its Russian comments.

    A docstring in both languages tells nothing, and comments in English are written in any country.
    """
    chosen = _chosen(code)
    if chosen is not None:
        return chosen
    lines = _docstring(code[:LOOKED_AT]).splitlines()
    russian = any(RUSSIAN.search(line) for line in lines)
    english = any(LATIN.search(line) and not RUSSIAN.search(line) for line in lines)
    if russian != english:
        return "ru" if russian else "en"
    return "ru" if _written_in(_comments(code)) == "ru" else None


def _chosen(code: str) -> str | None:
    found = CHOICE.search(code)
    return found[1] if found and found[1] in LANGUAGES else None


def _comments(code: str) -> str:
    return "\n".join(COMMENT.findall(code[:LOOKED_AT]))


def _written_in(prose: str) -> str | None:
    russian, latin = len(RUSSIAN.findall(prose)), len(LATIN.findall(prose))
    if russian + latin < FEW:
        return None
    share = russian / (russian + latin)
    if CLEARLY_ENGLISH < share < CLEARLY_RUSSIAN:
        return None
    return "ru" if share >= CLEARLY_RUSSIAN else "en"


def _docstring(code: str) -> str:
    """Return the text with which a module begins, after comments and empty lines; "" if it begins with code."""
    lines = code.split("\n")
    before = sum(1 for _ in takewhile(lambda line: not line.strip() or line.lstrip().startswith("#"), lines))
    rest = "\n".join(lines[before:]).lstrip().removeprefix("r")
    quote = next((quote for quote in QUOTES if rest.startswith(quote)), None)
    return "" if quote is None else rest[3:].partition(quote)[0]
