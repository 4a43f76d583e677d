"""Text that becomes Markdown: it reads the same raw and rendered, and nothing in it is markup."""

import random
import re

import pytest

from autograder.classroom.markdown import as_code, as_text
from tests.classroom.records import HOSTILE, KIT
from tests.classroom.rendered import RENDERERS, Shown, words
from tests.course import LANGUAGES, SEMINAR

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
    *("[a b](http://evil.example) c", "![a b][x] c", "*a b* c", "_a b_ c", "`a b", "a` b", "`` a ` b ``", "\\` a `b"),
    *("[`a`](http://evil.example)", "`a\\` [b](c)`", "<a\nhref='x'>b</a>", "~~~ x", ": note", "*[a]: b", "a `b`` c`"),
]
# What our own sentences and ordinary error texts are made of: it needs no code span to be shown as it is.
PROSE = [
    *("The mask has the shape [N, 1, H, W]: 12% of it.", "A kept channel is x / (1 - p), exactly C * p of them."),
    *("no module named 'einops'", "line 3: name 'model_one' is not defined", "Look at `groups`.", "3 <= 4 and a < b"),
    *("The numbers 0.1, 0.2: 3x3 (or 5x5); yes!", "Шкала p = 0, маска — [N, C]", "a - b + c | d @ e"),
]
PIECES = [
    *"ab` `*_[]()!<>&;#-+=~^$|\\:/.1@{}\"'",
    *("[a]", "(http://e)", "[x]:", "![", "](", "<b>", "</b>", "<a href='x'>", "``", "```", "**", "__", "~~", "[^1]"),
    *("&lt;", "&#58;", "http://evil.example/a_b", "www.evil.example", ":smile:", "<!--", "-->", "<?", "<![CDATA["),
    *("x@y.example", "mailto:a@b.c", ">!", "!<", "==", "++", "- ", "1. ", "[ ] ", "---", "===", "a_b", "word", "   "),
]


@pytest.mark.parametrize("renderer", RENDERERS)
@pytest.mark.parametrize("text", [*ODD, *PROSE])
def test_text_is_shown_as_it_is(renderer: str, text: str) -> None:
    """No renderer makes anything but the text itself of what a student wrote: no tag but code, no link, no list."""
    shown = Shown(RENDERERS[renderer](f"- {as_text(text)}\n- {as_code(text)}\n"))
    assert words(shown.text) == f"{words(text)} {words(text)}"
    assert shown.tags <= {"ul", "li", "p", "code"}, as_text(text)


@pytest.mark.parametrize("renderer", RENDERERS)
def test_no_text_made_of_markup_is_markup(renderer: str) -> None:
    """3,000 drawn texts of what Markdown and HTML know, a page of each ten."""
    rng = random.Random(20261201)
    for _ in range(300):
        texts = ["".join(rng.choices(PIECES, k=rng.randint(1, 12))) for _ in range(10)]
        page = "".join(f"- {as_text(text)}\n" for text in texts if text.strip())
        shown = Shown(RENDERERS[renderer](page))
        assert words(shown.text) == words(" ".join(texts)), page
        assert shown.tags <= {"ul", "li", "p", "code"}, page


@pytest.mark.parametrize("text", PROSE)
def test_prose_stands_as_it_is(text: str) -> None:
    """A reader of the raw page sees the sentence, without an escape or an added backtick."""
    assert as_text(text) == text


@pytest.mark.parametrize("text", ODD)
def test_raw_page_has_no_escapes(text: str) -> None:
    """What is added to a text are backticks and the spaces inside them, nothing else."""
    kept = "".join(text.replace("\u202e", "\ufffd").split()).replace("`", "")
    assert "".join(as_text(text).split()).replace("`", "") == kept
    assert "".join(as_code(text).split()).replace("`", "") == kept


@pytest.mark.parametrize("language", LANGUAGES)
def test_messages_of_the_checks_are_prose(language: str) -> None:
    """With numbers and names as values, hardly any of our sentences needs a code span to be shown as it is."""
    entries = [entry[language] for entry in SEMINAR.texts.values()]
    says = [f"{entry['says']} {entry.get('hint', '')}".strip() for entry in entries]
    says += KIT.section("checks", language).values()
    filled = [re.sub(r"{\w+}", "3", text) for text in says]
    changed = [text for text in filled if as_text(text) != " ".join(text.split())]
    assert changed == []
