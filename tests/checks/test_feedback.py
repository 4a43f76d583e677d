"""Texts of failed checks: the same codes in both languages, no code without a text, no text without a code."""

import re
import string
from pathlib import Path

import pytest

from seminar.feedback import codes, failure
from seminar.language import TEXTS, use_language
from seminar.recognisers.variants import VARIANTS
from tests.conftest import ROOT


def places(text: str) -> set[str]:
    """Return the names of the {places} of a text."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def codes_in(folder: Path) -> set[str]:
    """Return the codes that the source of a file or folder names."""
    files = folder.rglob("*.py") if folder.is_dir() else [folder]
    source = "".join(path.read_text(encoding="utf-8") for path in files)
    return set(re.findall(r'(?:failure|remark|SubmissionError|_guarded|_fail|code = )\(?\s*"(\w+)"', source))


def test_languages_have_the_same_codes_and_places() -> None:
    """Every text exists in Russian and English and tells the same measured values."""
    assert codes("ru").keys() == codes("en").keys()
    for code, english in codes("en").items():
        russian = codes("ru")[code]
        assert places(english["says"] + english["hint"]) == places(russian["says"] + russian["hint"]), code


def test_every_code_of_the_checks_has_a_text() -> None:
    """A check cannot fail without words; a text that no check uses is dead."""
    import tomllib

    public = tomllib.loads((TEXTS / "en.toml").read_text(encoding="utf-8"))["checks"]
    used = codes_in(ROOT / "autograder" / "checks") | codes_in(ROOT / "assignment" / "seminar")
    used |= codes_in(ROOT / "autograder" / "sandbox") | codes_in(ROOT / "autograder" / "session.py")
    used |= {variant.code for variant in VARIANTS if variant.code}
    missing = used - public.keys() - codes("en").keys()
    assert missing == set()


@pytest.mark.parametrize(("language", "words"), [("ru", "не масштабируются"), ("en", "not rescaled")])
def test_failure_speaks_the_set_language(language: str, words: str) -> None:
    """The message is in the notebook's language and holds the measured and the expected value."""
    use_language(language)
    try:
        message = str(failure("not_rescaled", got="1", expected="2", p=0.5))
    finally:
        use_language("en")
    assert words in message
    assert "1" in message
    assert "2" in message
