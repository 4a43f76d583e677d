"""Texts of failed checks: the same codes in both languages, no code without a text, no text without a code."""

import re
import string
from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from torch import nn

import coursekit
from autograder.paths import COURSE
from autograder.quoting import quotable
from autograder.scaffold import COURSE_TEMPLATE, QUESTION_TEMPLATE
from coursekit.errors import first_line
from coursekit.feedback import WHEN, CheckFailed, failure
from coursekit.language import Texts
from seminar.recognisers.variants import VARIANTS
from tests.bank import case_called, judge_case
from tests.command_line import ROOT
from tests.course import LANGUAGES, SEMINAR, build_of, words
from tests.proofs.kill_matrix import read_matrix

# Codes of findings that any course may have; those of this course are SEMINAR.texts.
PACKAGE = Texts(Path(coursekit.__file__).parent / "texts")
OF_ALL_COURSES = PACKAGE.section("checks", "en")


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
    for code, entry in SEMINAR.texts.items():
        assert entry.keys() - {WHEN} == set(LANGUAGES), code
        told = {language: places(entry[language]["says"] + entry[language].get("hint", "")) for language in LANGUAGES}
        assert told["ru"] == told["en"], code
    russian = PACKAGE.section("checks", "ru")
    assert russian.keys() == OF_ALL_COURSES.keys()
    for code, english in OF_ALL_COURSES.items():
        assert places(english) == places(russian[code]), code


def test_every_code_of_the_checks_has_a_text() -> None:
    """A check cannot fail without words; a text that no check uses is dead."""
    templates = {path.name for path in (COURSE_TEMPLATE, COURSE / QUESTION_TEMPLATE)}
    folders = [path for top in (COURSE, ROOT / "autograder") for path in top.iterdir() if path.name not in templates]
    folders = [path for path in folders if path != COURSE_TEMPLATE.parent and (path.is_dir() or path.suffix == ".py")]
    used = set().union(*(codes_in(folder) for folder in (*folders, SEMINAR.library_folder)))
    used |= {variant.code for variant in VARIANTS if variant.code}
    missing = used - OF_ALL_COURSES.keys() - SEMINAR.texts.keys()
    assert missing == set()


# Codes of public checks alone, which no hidden check has.
PUBLIC = {"loss_not_finite", "parameters"}
# What is said where none of the more exact names fits: files that once had one of these are named better now.
GENERAL = {"backward", "calls_unequal", "channels_dependent", "channels_unequal", "rate_wrong", "samples_unequal"}
# Codes that no file of the wrong bank can trigger, since they are not of q1 to q3, with the test that triggers each.
ELSEWHERE = {
    "accuracy_doubtful": "checks/test_training.py",
    "logits_not_finite": "checks/test_training.py",
    "trained_before": "checks/test_training.py",
    "weights_not_trained": "checks/test_training.py",
    "remark_activation_unregistered": "checks/test_remarks.py",
    "remark_mask_float32": "checks/test_remarks.py",
    "remark_mask_on_cpu": "checks/test_remarks.py",
    "check_failed": "grading/test_hidden.py",
    "too_costly": "grading/test_judging_limits.py",
    "package_missing": "sandbox/test_steps.py",
    "unreadable": "classroom/test_trouble.py",
    "ended": "sandbox/test_hostile.py",
    "too_slow": "sandbox/test_hostile.py",
    "reply_invalid": "sandbox/attacks.py",
    "reply_too_large": "sandbox/attacks.py",
}


def test_every_code_is_met_by_a_wrong_file() -> None:
    """A text that nothing triggers is dead. The bank's committed table is compared with today's checks elsewhere."""
    met = {code for row in read_matrix("wrong").values() for code in row.values()}
    findings = {code for code, entry in SEMINAR.texts.items() if WHEN not in entry}
    assert findings - met - ELSEWHERE.keys() == PUBLIC | GENERAL
    assert codes_in(SEMINAR.library_folder) >= PUBLIC
    for code, name in ELSEWHERE.items():
        assert f'"{code}"' in (ROOT / "tests" / name).read_text(encoding="utf-8"), code


@pytest.mark.parametrize(("language", "words"), [("ru", "не масштабируются"), ("en", "not rescaled")])
def test_failure_speaks_the_language_that_is_asked_for(language: str, words: str) -> None:
    """The message holds the measured and the expected value."""
    message = SEMINAR.words(failure("not_rescaled", got="1", expected="2", p=0.5), language)
    assert words in message
    assert "1" in message
    assert "2" in message


class WithoutSuper(nn.Module):
    """Forgets to call its base class."""

    def __init__(self) -> None:
        self.layer = nn.Linear(2, 2)


def endless() -> None:
    """Call itself."""
    endless()


@pytest.mark.parametrize(
    ("call", "nudge"),
    [
        (lambda: nn.Linear(4096, 128)(torch.ones(7, 3136)), "padding=1"),
        (lambda: nn.Linear(4096, 128)(torch.ones(5, 16, 16, 16).flatten()), "padding=1"),
        (lambda: torch.ones(7, 16, 16, 16).view(32, 4096), "x.size(0)"),
        (lambda: torch.ones(4, 8, 3, 5) * torch.ones(4, 8, 3, 3), "Height and width"),
        (lambda: torch.ones(4, 8, 3, 5) * torch.ones(4, 8, 3, 1).expand(4, 8, 3, 4), "Height and width"),
        (lambda: torch.ones(4, 8, 3, 1).expand(4, 9, 3, 4), "Height and width"),
        (lambda: nn.Conv2d(3, 16, 3)(torch.ones(2, 16, 8, 8)), "what the first one gives"),
        (WithoutSuper, "super().__init__()"),
        (endless, "calls itself"),
    ],
)
@pytest.mark.parametrize("code", ["raised", "construct"])
def test_common_errors_are_followed_by_what_they_mean(call: Callable[[], object], nudge: str, code: str) -> None:
    """As torch and Python say them today, cut as a hidden check cuts them; an error that is not known gets nothing."""
    with pytest.raises((RuntimeError, AttributeError)) as caught:
        call()
    error = quotable(f"{type(caught.value).__name__}: {caught.value}")
    said = words(failure(code, what="ModelBaseline", error=error))
    assert nudge in said
    plain = words(failure(code, what="ModelBaseline", error="RuntimeError: no"))
    assert said.replace(error, "RuntimeError: no").startswith(plain)
    assert nudge not in plain


def test_error_that_goes_on_below_its_first_line_ends_where_a_sentence_can_follow() -> None:
    """torch lists below it what a function takes: what announces that list, and its colon, are left out."""
    with pytest.raises(TypeError) as caught:
        nn.Conv2d(3, 16, 3)(nn.ReLU())
    assert "but expected one of:\n" in str(caught.value)
    assert first_line(caught.value).endswith("- got (ReLU, Parameter, Parameter, tuple, tuple, tuple, int)")
    assert first_line(RuntimeError("Error(s) in loading state_dict for Linear:\n\tMissing key(s)")).endswith(
        "for Linear"
    )
    assert first_line(ValueError("one line:")) == "one line:"


@pytest.mark.parametrize("name", ["q3_elements_in_half", "q3_odd_channels", "q3_rests_under_no_grad"])
def test_finding_within_a_finding_is_in_words(name: str) -> None:
    """What goes wrong only somewhere says what that is, in either language: neither its code nor its values as such."""
    case = case_called(f"wrong/{name}")
    found = [it for it in judge_case(case, "q3", build_of("a secret")).values() if it is not None]
    ((outer, inner),) = [(it, inner) for it in found if isinstance(inner := it.values.get("what"), CheckFailed)]
    for language in LANGUAGES:
        said = words(outer, language)
        assert words(inner, language) in said
        assert "{" not in said


def test_paired_channels_are_those_that_share_their_fate() -> None:
    """Also of so few that most entries of a table of pairs are a channel with itself."""
    case = case_called("wrong/q3_odd_channels")
    found = judge_case(case, "q3", build_of("a secret"))["care"]
    assert found is not None
    assert "Channels 0 and 1, counted from 0, share their fate in 100% of the samples" in words(found)
