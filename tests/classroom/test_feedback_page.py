"""The page that a student reads: complete, in the student's language, and nothing but text from the submission."""

import re
import tomllib
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import mistune
import pytest
from markdown_it import MarkdownIt

from autograder.classroom.feedback_page import TEXTS, feedback_markdown, plain
from autograder.classroom.record import FAILED, SUPERSEDED, TIMEOUT, UNREADABLE, CheckResult, Record
from autograder.paths import LANGUAGES
from tests.classroom.records import HOSTILE, record

POINTS = {"q1": 3.0, "q2": 2.0, "q3": 4.0, "q4": 1.0}
FEATURES = ["strikethrough", "footnotes", "table", "url", "task_lists", "mark", "subscript", "superscript", "math"]
RENDERERS: dict[str, Callable[[str], Any]] = {
    "CommonMark": MarkdownIt().render,
    "with tables": MarkdownIt("default").render,
    "with everything": mistune.create_markdown(escape=False, plugins=FEATURES),
}
ODD = [
    *HOSTILE,
    *(
        "<img src=x onerror=alert(1)>",
        "<!-- x",
        "&lt;b&gt; &amp;",
        "`code` ``x",
        "```\nx",
        "**b** __c__ ~~d~~ *e*",
        "a\\",
    ),
    *("[a](http://evil.example)", "![x](y)", "[x]: http://e", "<https://evil.example>", "see https://evil.example/a_b"),
    *("www.evil.example", "# head", "- item", "+ item", "1. one", "1) one", "> quote", "| a | b |", "---", "==mark=="),
    *("$x^2$ $$y$$", "H~2~O", "- [ ] task", "[^1]: note", ":smile:", "a\nb\n\n# c\n\n    code", "x: int = 3 <= 4"),
]


class Shown(HTMLParser):
    """What a browser shows of a page: the text, and the tags around it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text, self.tags = "", set[str]()
        self.feed(page)
        self.close()

    def handle_data(self, data: str) -> None:
        """Keep the text."""
        self.text += data

    def handle_starttag(self, tag: str, attrs: object) -> None:
        """Keep the tag."""
        self.tags.add(tag)


def failed(question: str, check: str, message: str, code: str = "unrecognised") -> CheckResult:
    """Return a check that did not pass."""
    return CheckResult(question, check, code, message)


def page(**changes: Any) -> str:
    """Return the page of a record with `changes`."""
    return feedback_markdown(record(**{"name": "hw", **changes}), POINTS)


@pytest.mark.parametrize("renderer", RENDERERS)
@pytest.mark.parametrize("text", ODD)
def test_text_is_shown_as_it_is(renderer: str, text: str) -> None:
    """No renderer makes anything but the text itself of what a student wrote: no tag, no link, no list."""
    shown = Shown(RENDERERS[renderer](f"- {plain(text)}\n"))
    assert " ".join(shown.text.split()) == " ".join(text.replace("\u202e", "\ufffd").split())
    assert shown.tags <= {"ul", "li", "p"}, plain(text)


@pytest.mark.parametrize("text", ["<img src=x onerror=alert(1)>", "[a](http://evil.example)", "# a\n\n- b `c`"])
@pytest.mark.parametrize(
    "made",
    [
        lambda text: record(text),
        lambda text: record(checks=(failed("q1", "function", text),)),
        lambda text: record(cells=(text,)),
        lambda text: record(status=UNREADABLE, reason=text),
        lambda text: record(status=SUPERSEDED, superseded_by=text),
    ],
    ids=["file name", "message", "cell", "reason", "later file"],
)
def test_nothing_of_a_submission_is_markup(made: Callable[[str], Record], text: str) -> None:
    """Wherever a student's text stands on the page, it is text."""
    shown = Shown(RENDERERS["with everything"](feedback_markdown(made(text), POINTS)))
    assert " ".join(text.split()) in " ".join(shown.text.split())
    assert shown.tags <= {"h1", "h2", "ul", "li", "p", "strong"}


def test_points_are_named_in_all_and_by_question() -> None:
    """The page has the total and each question's points of what it is worth."""
    text = page(points={"q1": 3.0, "q2": 4 / 3, "q3": 0.0, "q4": 1.0})
    assert "**5.33** of 10" in text
    assert re.findall(r"^## (q.: .*)$", text, re.MULTILINE) == [
        "q1: 3 of 3",
        "q2: 1.33 of 2",
        "q3: 0 of 4",
        "q4: 1 of 1",
    ]


def test_failed_checks_stand_under_their_question() -> None:
    """Each failed check gives its message, and those that were not judged give one line together."""
    skipped = [failed("q3", check, "Not judged yet: ...", "not_judged") for check in ("scale", "identity", "care")]
    text = page(checks=(CheckResult("q1", "function", "", ""), failed("q3", "mask", "Wrong mask."), *skipped))
    first, third = (text.split(f"## {question}")[1].split("##")[0] for question in ("q1", "q3"))
    assert "All checks passed." in first
    assert re.findall("^- .*$", third, re.MULTILINE) == [
        "- Wrong mask.",
        "- Not judged, because the first check of this question failed: 3.",
    ]


def test_check_without_a_message_is_named() -> None:
    """A failed check is never left out, even if nothing is known about it."""
    assert "- gradients\n" in page(checks=(failed("q1", "gradients", ""),))


@pytest.mark.parametrize(
    ("accuracies", "words"),
    [
        ((0.7449,), "training run on images that nobody has seen: 74.5%"),
        ((0.7051, 0.716, 0.7), ": 70.5%, 71.6%, 70.0%\n"),
    ],
    ids=["one run", "three runs"],
)
def test_accuracies_are_whole_percents(accuracies: tuple[float, ...], words: str) -> None:
    """The accuracy of each training run of q4 is told in whole percents, under q4."""
    text = page(accuracies=accuracies)
    assert words in text.split("## q4")[1]
    assert text.count("%") == len(accuracies)


def test_cells_that_failed_are_listed() -> None:
    """A student learns which cells did not run to their end."""
    assert '- In the cell that begins with "x": NameError\n' in page(
        cells=('In the cell that begins with "x": NameError',)
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("status", [UNREADABLE, TIMEOUT, FAILED, SUPERSEDED])
def test_without_a_mark_there_is_a_reason_and_advice(status: str, language: str) -> None:
    """Where nothing was graded, the page says why and what to do, and names no points of a question."""
    texts = tomllib.loads((TEXTS / f"{language}.toml").read_text(encoding="utf-8"))
    text = page(status=status, reason="Because.", superseded_by="later.ipynb", language=language)
    advice = texts["advice"][status].format(name="later.ipynb")
    assert all(words in text for words in (texts["status"][status], "Because.", advice))
    assert "q1" not in text


def test_page_is_in_the_language_of_the_submission() -> None:
    """A Russian notebook gets a Russian page, without a word of English."""
    text = page(language="ru", late=True, cells=("Ячейка",), submission="файл")
    assert not re.findall("[A-Za-z]{2,}", text), text


def test_languages_have_the_same_texts() -> None:
    """en.toml and ru.toml have the same keys, with the same places to fill, and none is empty."""
    tables = [tomllib.loads((TEXTS / f"{language}.toml").read_text(encoding="utf-8")) for language in LANGUAGES]
    sections = [(table.pop("status"), table.pop("advice"), table) for table in tables]
    places = [
        [{key: sorted(re.findall(r"\{\w+\}", text)) for key, text in section.items() if text} for section in language]
        for language in sections
    ]
    assert places[0] == places[1]
    assert [len(section) for section in places[0]] == [len(section) for section in sections[0]]
