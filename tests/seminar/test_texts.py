"""The texts: both languages have the same names and places, and the code uses no others."""

import re
from pathlib import Path
from string import Formatter

import pytest

import seminar
from coursekit.language import LANGUAGES, _texts
from seminar import class_name, text, use_language

SOURCES = sorted(Path(seminar.__file__).parent.rglob("*.py"))
# text("errors.no_file"), and a key that is chosen first and passed later.
KEY = re.compile(r'"((?:errors|plots|progress|table|training|widgets|written)\.[a-z_]+)"')


# Sections whose names are put together while the code runs.
OF_THE_CHECKS = ("checks.", "passed.", "terminal.")
OF_THE_RESULTS = ("results.", "claims.", "titles.")


def _flat(language: str) -> dict[str, str]:
    return {f"{section}.{name}": value for section, names in _texts(language).items() for name, value in names.items()}


def _places(value: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(value) if name}


def test_languages_have_the_same_names() -> None:
    russian, english = _flat("ru"), _flat("en")
    assert russian.keys() == english.keys(), f"only in one file: {sorted(russian.keys() ^ english.keys())}"


def test_languages_fill_in_the_same_values() -> None:
    russian, english = _flat("ru"), _flat("en")
    different = [key for key in english if _places(russian[key]) != _places(english[key])]
    assert not different, f"other {{places}} in Russian: {different}"


def test_every_text_that_the_code_names_exists() -> None:
    used = {key for source in SOURCES for key in KEY.findall(source.read_text(encoding="utf-8"))}
    assert len(used) > 20, f"the search for keys found only {sorted(used)}"
    assert used <= _flat("en").keys(), f"no such text: {sorted(used - _flat('en').keys())}"


def test_every_text_is_used_by_the_code() -> None:
    used = {key for source in SOURCES for key in KEY.findall(source.read_text(encoding="utf-8"))}
    unused = {
        key for key in _flat("en") if not key.startswith(("classes.", "submission.", *OF_THE_CHECKS, *OF_THE_RESULTS))
    } - used
    assert not unused, f"texts that nobody shows: {sorted(unused)}"


def test_russian_texts_are_russian() -> None:
    formulas = {"plots.activation", "plots.derivative", "results.batch_norm", "results.dropout"}
    latin = {key for key, value in _flat("ru").items() if not re.search("[а-яё]", value)} - formulas
    latin = {key for key in latin if not key.startswith(OF_THE_CHECKS)}
    assert not latin, f"not translated: {sorted(latin)}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_text_fills_in_the_values(language: str) -> None:
    use_language(language)
    line = text("progress.epoch", epoch=3, epochs=7)
    assert "3" in line, line
    assert "7" in line, line


def test_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="de"):
        use_language("de")


def test_class_names_are_translated_and_unknown_ones_kept() -> None:
    use_language("ru")
    assert class_name("cat") == "кошка"
    assert class_name("zebra") == "zebra"
