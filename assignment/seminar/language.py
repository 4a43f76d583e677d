"""The language of the notebook: every sentence that a reader sees comes from texts/ru.toml or texts/en.toml."""

import os
import tomllib
from functools import cache
from pathlib import Path

LANGUAGES = ("ru", "en")
TEXTS = Path(__file__).parent / "texts"

# A grader sets the variable for submissions that do not say `use_language` themselves.
_language = os.environ.get("SEMINAR_LANGUAGE", "en")


def use_language(language: str) -> None:
    """Set the language of all messages, titles and labels that follow: "ru" or "en"."""
    global _language
    if language not in LANGUAGES:
        raise ValueError(f"language must be one of {LANGUAGES}, got {language!r}")
    _language = language


def current_language() -> str:
    """Return the set language: "ru" or "en"."""
    return _language


def text(key: str, **values: object) -> str:
    """Return the text with the name `key` ("section.name") in the set language, with `values` put in its {places}.

    Raises KeyError when there is no such text: a mistake in the library, not of the reader.
    """
    section, name = key.split(".")
    return _texts(_language)[section][name].format(**values)


def class_name(name: str) -> str:
    """Return the name of a CIFAR-10 class in the set language; a class of other data keeps its own name."""
    return _texts(_language)["classes"].get(name, name)


@cache
def _texts(language: str) -> dict[str, dict[str, str]]:
    """Read the text file of a language once: sections of named texts."""
    return tomllib.loads((TEXTS / f"{language}.toml").read_text(encoding="utf-8"))
