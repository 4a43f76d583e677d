"""The language of the notebook, and the sentences of a package in each language: texts/ru.toml, texts/en.toml."""

import contextlib
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from string import Formatter
from typing import Any

LANGUAGES = tuple(path.stem for path in sorted((Path(__file__).parent / "texts").glob("*.toml")))

GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+")  # a whole number as Python writes it with the format ","

# Of the process of a notebook, a terminal or a worker: who speaks to several readers gives each text its language.
_language = "en"


def use_language(language: str) -> None:
    """Set the language of all messages, titles and labels that follow, such as "ru" or "en"."""
    global _language
    if language not in LANGUAGES:
        raise ValueError(f"language must be one of {', '.join(LANGUAGES)}, got {language!r}")
    _language = language


def current_language() -> str:
    """Return the set language, such as "ru" or "en"."""
    return _language


class Texts:
    """The sentences of one package, by language: a file of sections of named texts for each, read when it is needed.

    folder: where `<language>.toml` lie.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: dict[str, dict[str, dict[str, str]]] = {}
        _made.append(self)

    def text(self, key: str, /, *, in_language: str | None = None, **values: object) -> str:
        """Return the text with the name `key` ("section.name"), with `values` put in its {places}.

        in_language: without it, the set one. Raises KeyError when there is no such text: a mistake in the library, not
        of the reader.
        """
        section, name = key.split(".")
        return filled(self.section(section, in_language)[name], values, in_language)

    def section(self, name: str, in_language: str | None = None) -> Mapping[str, Any]:
        """Return the texts of a section, empty when there is none."""
        language = in_language or _language
        self.read(language)
        return self._read[language].get(name, {})

    def read(self, language: str) -> None:
        """Read the file of a language, unless that is done."""
        if language not in self._read:
            content = (self._folder / f"{language}.toml").read_text(encoding="utf-8")
            self._read[language] = tomllib.loads(content)


class _Spoken(Formatter):
    """Fills places in as str.format does, with numbers as they are written in a language.

    That are numbers with a format (`{share:.1f}`, `{images:,}`) and those that came as "528,474". What has no format
    stays as it is in code: `lr=0.01`.
    """

    def __init__(self, language: str) -> None:
        marks = _kit.section("language", language)
        self._marks = str.maketrans({",": marks["thousands"], ".": marks["decimal"]})

    def format_field(self, value: Any, format_spec: str) -> str:
        shown = str(super().format_field(value, format_spec))
        if isinstance(value, str):
            return shown.translate(self._marks) if GROUPED.fullmatch(value) else shown
        return shown.translate(self._marks) if format_spec and isinstance(value, int | float) else shown


def filled(template: str, values: Mapping[str, object], language: str | None = None) -> str:
    """Return a text with `values` in its {places}, numbers written as in the language; without one, the set one."""
    return _Spoken(language or _language).vformat(template, (), values)


def spoken_number(value: float, digits: int) -> str:
    """Return a number with so many digits behind the mark, as the set language writes it: 0.5, 0,5."""
    return filled(f"{{value:.{digits}f}}", {"value": value})


def read_all_texts() -> None:
    """Read the texts of all packages in all languages, for a process that is about to lose sight of their files.

    A course need not have all languages.
    """
    for texts in _made:
        for language in LANGUAGES:
            with contextlib.suppress(FileNotFoundError):
                texts.read(language)


_made: list[Texts] = []
_kit = Texts(Path(__file__).parent / "texts")
text = _kit.text
