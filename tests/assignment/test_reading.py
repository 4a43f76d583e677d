"""The notebooks for those who listen to them: headings in order, words for every picture, folds that say their name."""

import re
from itertools import pairwise

import nbformat
import pytest

from tests.course import ASSIGNMENT, LANGUAGES, notebook_name

HEADING = re.compile(r"^(#{1,6}) +\S", re.MULTILINE)
CODE_BLOCK = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
IMAGE = re.compile(r"!\[(?P<alt>[^\]]*)\]\(|<img\b(?P<attributes>[^>]*)>")
FOLD = re.compile(r"<details>(?P<summary><summary>[^<]+</summary>)?")


def prose(language: str) -> str:
    """Return the text cells of a notebook, without the code in them."""
    notebook = nbformat.read(ASSIGNMENT / notebook_name(language), as_version=4)
    text = "\n\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    return CODE_BLOCK.sub("", text)


def without_words(text: str) -> list[str]:
    """Return the pictures in a text that have no alternative text."""
    found = []
    for image in IMAGE.finditer(text):
        alt = image["alt"] or "".join(re.findall(r'alt="([^"]*)"', image["attributes"] or ""))
        if not alt.strip():
            found.append(image[0])
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_headings_are_in_order(language: str) -> None:
    """One title, at the top, and no level is skipped on the way down."""
    levels = [len(heading[1]) for heading in HEADING.finditer(prose(language))]
    assert len(levels) > 15
    assert levels[0] == 1
    assert levels.count(1) == 1
    skipped = [(above, below) for above, below in pairwise(levels) if below > above + 1]
    assert skipped == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_pictures_in_the_text_have_words(language: str) -> None:
    """A picture without an alternative text is nothing to a screen reader."""
    assert without_words(prose(language)) == []


def test_picture_without_words_is_found() -> None:
    """The search sees both ways to write a picture."""
    text = '![](a.png) ![a cat](b.png) <img src="c.png"> <img src="d.png" alt="a dog">'
    assert without_words(text) == ["![](", '<img src="c.png">']


@pytest.mark.parametrize("language", LANGUAGES)
def test_folded_parts_say_what_is_in_them(language: str) -> None:
    """`<details>` without `<summary>` is read as "Details", whatever the language."""
    folds = list(FOLD.finditer(prose(language)))
    assert len(folds) > 15
    assert all(fold["summary"] for fold in folds)
