"""Markdown as three renderers show it: strict CommonMark, one with tables, and one with every extension there is."""

from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import mistune
from markdown_it import MarkdownIt

FEATURES = ["strikethrough", "footnotes", "table", "url", "task_lists", "mark", "subscript", "superscript", "math"]
RENDERERS: dict[str, Callable[[str], Any]] = {
    "CommonMark": MarkdownIt().render,
    "with tables": MarkdownIt("default").render,
    "with everything": mistune.create_markdown(escape=False, plugins=FEATURES),
}


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


def words(text: str) -> str:
    """Return the words of a text; backticks between which a word stands are code in our own sentences."""
    return " ".join(text.replace("\u202e", "\ufffd").replace("`", "").split())
