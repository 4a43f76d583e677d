"""The page that a student reads: complete, in the student's language, and nothing but text from the submission."""

import re
import tomllib
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from autograder.classroom.feedback_page import LARGEST, TEXTS, feedback_markdown
from autograder.classroom.record import (
    FAILED,
    GRADED,
    SUPERSEDED,
    TIMEOUT,
    UNREADABLE,
    CheckResult,
    NoteRecord,
    Record,
    Remark,
)
from tests.classroom.records import measured, record
from tests.classroom.rendered import RENDERERS, Shown, words
from tests.course import CHECKS, GRADING, LANGUAGES, QUESTIONS


def failed(question: str, check: str, message: str, code: str = "unrecognised") -> CheckResult:
    """Return a check that did not pass."""
    return CheckResult(question, check, code, message)


def page(**changes: Any) -> str:
    """Return the page of a record with `changes`."""
    return feedback_markdown(record(**{"name": "hw", **changes}), GRADING)


@pytest.mark.parametrize("text", ["<img src=x onerror=alert(1)>", "[a](http://evil.example)", "# a\n\n- b `c`"])
@pytest.mark.parametrize(
    "made",
    [
        lambda text: record(text),
        lambda text: record(checks=(failed("q1", "function", text),)),
        lambda text: record(notes=(NoteRecord("statement_raised_line", text),)),
        lambda text: record(blocked=(text,)),
        lambda text: record(remarks=(Remark("q3", "remark_mask_on_cpu", text),)),
        lambda text: record(status=UNREADABLE, reason=text),
        lambda text: record(status=SUPERSEDED, superseded_by=text),
    ],
    ids=["file name", "message", "note", "blocked", "remark", "reason", "later file"],
)
def test_nothing_of_a_submission_is_markup(made: Callable[[str], Record], text: str) -> None:
    """Wherever a student's text stands on the page, it is text."""
    shown = Shown(RENDERERS["with everything"](feedback_markdown(made(text), GRADING)))
    assert words(text) in words(shown.text)
    assert shown.tags <= {"h1", "h2", "ul", "li", "p", "code"}


def test_points_are_named_in_all_and_by_question() -> None:
    """The page has the total and each question's points of what it is worth."""
    text = page(points={"q1": 3.0, "q2": 4 / 3, "q3": 0.0, "q4": 1.0})
    assert "Points: 5.33 of 10\n" in text
    assert re.findall(r"^## (q.: .*)$", text, re.MULTILINE) == [
        "q1: 3 of 3",
        "q2: 1.33 of 2",
        "q3: 0 of 4",
        "q4: 1 of 1",
    ]


def test_failed_checks_stand_under_their_question() -> None:
    """Each failed check gives its message, and one line names in words those that were not judged."""
    skipped = [failed("q3", check, "Not judged yet: ...", "not_judged") for check in ("scale", "identity")]
    text = page(checks=(CheckResult("q1", "function", "", ""), failed("q3", "drops", "Wrong mask."), *skipped))
    first, third = (text.split(f"## {question}")[1].split("##")[0] for question in ("q1", "q3"))
    assert "All checks passed." in first
    assert re.findall("^- .*$", third, re.MULTILINE) == [
        "- Wrong mask.",
        "- Not judged, because the first check of this question (whether anything is dropped in training) "
        "failed: the factor of the kept channels; no change in eval mode and with p = 0: values, dtype, gradients.",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_check_has_words(language: str) -> None:
    """What a check looks at is said in the language of the page; one that is new to it has its name."""
    titles = {q: {check: GRADING.check_title(q, check, language) for check in CHECKS[q]} for q in QUESTIONS}
    assert {question: list(named) for question, named in titles.items()} == CHECKS
    assert [(name, said) for named in titles.values() for name, said in named.items() if name == said] == []
    checks = (failed("q1", "function", "Wrong."), failed("q1", "brand_new", "", "not_judged"))
    assert f"({titles['q1']['function']})" in page(language=language, checks=checks)
    assert ": brand_new." in page(language=language, checks=checks)


def test_check_without_a_message_is_named() -> None:
    """A failed check is never left out, even if nothing is known about it."""
    assert "- gradients\n" in page(checks=(failed("q1", "gradients", ""),))


@pytest.mark.parametrize(
    ("accuracies", "words"),
    [
        ((0.7449,), "on images that nobody has seen: 74.5%"),
        ((0.7051, 0.716, 0.7), ": 70.5%, 71.6%, 70.0%\n"),
    ],
    ids=["one run", "three runs"],
)
def test_accuracies_are_whole_percents(accuracies: tuple[float, ...], words: str) -> None:
    """The accuracy of each training run of q4 is told in whole percents, under q4."""
    text = page(measured=measured(*accuracies))
    assert words in text.split("## q4")[1]
    assert text.count("%") == len(accuracies)


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "Worth knowing, no points lost: Mask on CPU."), ("ru", "На заметку, баллы не сняты: Mask on CPU.")],
)
def test_remark_stands_under_its_question(language: str, said: str) -> None:
    """It is marked as no loss of points, beside failed checks and where all were passed."""
    remarks = (Remark("q3", "remark_mask_on_cpu", "Mask on CPU."),)
    for checks in ((CheckResult("q3", "drops", "", ""),), (failed("q3", "scale", "Wrong factor."),)):
        text = page(language=language, checks=checks, remarks=remarks)
        assert f"\n- {said}\n" in text.split("## q3")[1].split("## q4")[0]
        assert text.count(said) == 1


@pytest.mark.parametrize(
    ("language", "heading"),
    [("en", "What was skipped or did not run"), ("ru", "Что пропущено или не выполнилось")],
)
def test_notes_are_listed_last(language: str, heading: str) -> None:
    """A line for each, in order, under a heading that fits scripts and notebooks; no heading where there is none."""
    notes = (
        NoteRecord("package_missing", "`seaborn` is not installed."),
        NoteRecord("statement_raised_line", "line 9: NameError"),
    )
    text = page(language=language, notes=notes)
    assert text.endswith(f"\n## {heading}\n\n- `seaborn` is not installed.\n- line 9: NameError\n")
    assert heading not in page(language=language)


@pytest.mark.parametrize(
    ("language", "heading"),
    [("en", "Your file did not run as far as the classes"), ("ru", "Файл не выполнился до классов с ответами")],
)
@pytest.mark.parametrize("status", [GRADED, FAILED])
def test_page_begins_with_what_kept_the_file_from_running(language: str, heading: str, status: str) -> None:
    """It stands before every question and is not repeated among what was skipped."""
    line = "line 3: no module named 'einops'"
    notes = (NoteRecord("statement_raised_line", line), NoteRecord("statement_stopped_line", "line 9: stopped"))
    text = page(language=language, status=status, blocked=(line,), notes=notes)
    before, after = text.split(f"## {heading}\n\n- {line}\n")
    assert "## " not in before
    assert line not in after
    assert "- line 9: stopped" in after
    assert heading not in page(language=language, notes=notes)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("status", [UNREADABLE, TIMEOUT, FAILED, SUPERSEDED])
def test_without_a_mark_there_is_a_reason_and_advice(status: str, language: str) -> None:
    """Where nothing was graded, the page says why and what to do, and names no points of a question."""
    texts = tomllib.loads((TEXTS / f"{language}.toml").read_text(encoding="utf-8"))
    text = page(status=status, reason="Because.", superseded_by="later.ipynb", language=language)
    advice = texts["advice"][status].format(name="`later.ipynb`")
    assert all(words in text for words in (texts["status"][status], "Because.", advice))
    assert "q1" not in text


def test_page_is_in_the_language_of_the_submission() -> None:
    """A Russian notebook gets a Russian page, without a word of English."""
    text = page(language="ru", late=True, notes=(NoteRecord("x", "Ячейка"),), blocked=("строка",), submission="файл")
    assert not re.findall("[A-Za-z]{2,}", text), text


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_fits_scripts_too(language: str) -> None:
    """Our own words name neither cells nor notebooks: what was handed in may be a script."""
    titles = [GRADING.check_title(question, check, language) for question in QUESTIONS for check in CHECKS[question]]
    text = " ".join([(TEXTS / f"{language}.toml").read_text(encoding="utf-8"), *titles]).lower()
    assert not re.findall(r"\bcells?\b|notebook|kernel|ячей|тетрад|ядр", text)


def test_languages_have_the_same_texts() -> None:
    """en.toml and ru.toml have the same keys, with the same places to fill, and none is empty."""
    first, *others = (dict(leaves(tomllib.loads((TEXTS / f"{it}.toml").read_text("utf-8")))) for it in LANGUAGES)
    assert all(first.values())
    for other in others:
        assert all(other.values())
        assert {key: places(text) for key, text in other.items()} == {key: places(text) for key, text in first.items()}


def leaves(table: dict[str, Any], above: str = "") -> Iterator[tuple[str, str]]:
    """Yield the texts of a table and of those in it, by their full names."""
    for key, value in table.items():
        if isinstance(value, dict):
            yield from leaves(value, f"{above}{key}.")
        else:
            yield f"{above}{key}", value


def places(text: str) -> list[str]:
    """Return the places to fill of a text."""
    return sorted(re.findall(r"\{\w+\}", text))


LONG = {"letters": "a" * 5_000, "snakes": "\U0001f40d" * 5_000, "code": "` a " * 1_000, "ticks": "`" * 4_000}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_a_page_stays_small(language: str, text: str) -> None:
    """Whatever a submission puts everywhere at once, the page is short, and tells each question's points."""
    texts = tomllib.loads((TEXTS / f"{language}.toml").read_text(encoding="utf-8"))
    checks = [failed(question, check, text) for question, names in CHECKS.items() for check in names]
    shown = page(
        submission=text,
        language=language,
        reason=text,
        checks=tuple(checks),
        remarks=(Remark("q3", "remark_mask_on_cpu", text),),
        notes=tuple(NoteRecord("statement_raised_line", f"{number} {text}") for number in range(300)),
        blocked=tuple(f"{number} {text[::-1]}" for number in range(300)),
    )
    assert len(shown.encode()) <= LARGEST
    titles = [line for line in shown.splitlines() if line.startswith("## q")]
    assert [title[3:5] for title in titles] == list(QUESTIONS)
    assert texts["more"].format(count=290)[:6] in shown
    assert len(page(status=SUPERSEDED, superseded_by=text, reason=text).encode()) <= LARGEST
