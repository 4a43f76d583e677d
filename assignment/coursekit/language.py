"""The language of the notebook, and the sentences of a package in each language: texts/ru.toml, texts/en.toml."""

import contextlib
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

LANGUAGES = tuple(path.stem for path in sorted((Path(__file__).parent / "texts").glob("*.toml")))

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
        return self.section(section, in_language)[name].format(**values)

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


def read_all_texts() -> None:
    """Read the texts of all packages in all languages, for a process that is about to lose sight of their files.

    A course need not have all languages.
    """
    for texts in _made:
        for language in LANGUAGES:
            with contextlib.suppress(FileNotFoundError):
                texts.read(language)


_made: list[Texts] = []
text = Texts(Path(__file__).parent / "texts").text
