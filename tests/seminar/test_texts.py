"""The texts: both languages have the same names and places, and the code uses no others."""

import re
import tomllib
from pathlib import Path
from string import Formatter

import pytest

import coursekit
import seminar
from coursekit.language import LANGUAGES, filled
from seminar import class_name, text, use_language

# Sections whose names are put together while the code runs: by the name of a check, a note, a class or an experiment.
PUT_TOGETHER = {
    "coursekit": {"checks", "submission", "language"},
    "seminar": {"classes", "results", "claims", "titles", "done", "repair", "insight", "layers"},
}
PACKAGES = {"coursekit": Path(coursekit.__file__).parent, "seminar": Path(seminar.__file__).parent}
FORMULAS = {"plots.activation", "plots.derivative", "results.batch_norm", "results.dropout"}
FORMULAS |= {"terminal.said", "insight.mistake"}

every_package = pytest.mark.parametrize("package", PACKAGES)


def _flat(package: str, language: str) -> dict[str, str]:
    table = tomllib.loads((PACKAGES[package] / "texts" / f"{language}.toml").read_text(encoding="utf-8"))
    return {f"{section}.{name}": value for section, names in table.items() for name, value in names.items()}


def _places(value: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(value) if name}


def _named(package: str) -> set[str]:
    """Return the keys in the code: text("errors.no_file"), and a key that is chosen first and passed later."""
    sections = {key.split(".")[0] for key in _flat(package, "en")} - PUT_TOGETHER[package]
    key = re.compile(rf'"((?:{"|".join(sorted(sections))})\.[a-z_]+)"')
    sources = [path.read_text(encoding="utf-8") for path in PACKAGES[package].rglob("*.py")]
    return {found for source in sources for found in key.findall(source)}


@every_package
def test_languages_have_the_same_names(package: str) -> None:
    russian, english = _flat(package, "ru"), _flat(package, "en")
    assert russian.keys() == english.keys(), f"only in one file: {sorted(russian.keys() ^ english.keys())}"


@every_package
def test_languages_fill_in_the_same_values(package: str) -> None:
    russian, english = _flat(package, "ru"), _flat(package, "en")
    different = [key for key in english if _places(russian[key]) != _places(english[key])]
    assert not different, f"other {{places}} in Russian: {different}"


@every_package
def test_every_text_that_the_code_names_exists(package: str) -> None:
    used, known = _named(package), _flat(package, "en").keys()
    assert len(used) > 5, f"the search for keys found only {sorted(used)}"
    assert used <= known, f"no such text: {sorted(used - known)}"


@every_package
def test_every_text_is_used_by_the_code(package: str) -> None:
    found = {key for key in _flat(package, "en") if key.split(".")[0] not in PUT_TOGETHER[package]}
    unused = found - _named(package)
    assert not unused, f"texts that nobody shows: {sorted(unused)}"


@every_package
def test_russian_texts_are_russian(package: str) -> None:
    latin = {key for key, value in _flat(package, "ru").items() if not re.search("[а-яё]", value)}
    latin -= FORMULAS | {"language.decimal", "language.thousands"}
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


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ru", "526\u00a0154 | 0,25 | 50\u00a0000,5 | lr=0.01"),
        ("en", "526,154 | 0.25 | 50,000.5 | lr=0.01"),
    ],
)
def test_numbers_in_prose_are_the_languages_and_those_in_code_are_not(language: str, words: str) -> None:
    """A whole number that came with commas, and what has a format; `lr=0.01` stays what one types."""
    values = {"got": "526,154", "share": 0.25, "images": 50000.5, "lr": 0.01}
    assert filled("{got} | {share:.2f} | {images:,} | lr={lr}", values, language) == words
