"""Texts of failed checks: the same codes in both languages, no code without a text, no text without a code."""

import re
import string
from pathlib import Path

import pytest

from coursekit.feedback import codes, failure
from coursekit.language import TEXTS, use_language
from seminar.recognisers.variants import VARIANTS
from tests.command_line import ROOT
from tests.proofs.kill_matrix import read_matrix


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


# Codes that no file of the wrong bank can trigger, since they are not of q1 to q3, with the test that triggers each.
ELSEWHERE = {
    "accuracy_doubtful": "checks/test_training.py",
    "logits_not_finite": "checks/test_training.py",
    "trained_before": "checks/test_training.py",
    "weights_not_trained": "checks/test_training.py",
    "remark_mask_float32": "checks/test_remarks.py",
    "remark_mask_on_cpu": "checks/test_remarks.py",
    "check_failed": "grading/test_hidden.py",
    "unreadable": "classroom/test_trouble.py",
    "ended": "sandbox/test_hostile.py",
    "too_slow": "sandbox/test_hostile.py",
    "reply_invalid": "sandbox/attacks.py",
    "reply_too_large": "sandbox/attacks.py",
}


def test_every_code_is_met_by_a_wrong_file() -> None:
    """A text that nothing triggers is dead. The bank's committed table is compared with today's checks elsewhere."""
    met = {code for row in read_matrix("wrong").values() for code in row.values()}
    assert codes("en").keys() - met - ELSEWHERE.keys() == set()
    for code, name in ELSEWHERE.items():
        assert f'"{code}"' in (ROOT / "tests" / name).read_text(encoding="utf-8"), code


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
