"""Feedback as a page that a browser, a mail program and a platform show, and several pages as a zip."""

import io
import zipfile
from collections.abc import Mapping
from html import escape

from markdown_it import MarkdownIt

from autograder.lms.entry import Entry, Sheet

FEEDBACK_FILE, FEEDBACK_PAGE = "feedback.md", "feedback.html"  # in a submission's folder of results
# What a student's code says is shown as the text that it is: no HTML of it is taken over.
MARKDOWN = MarkdownIt("commonmark", {"html": False})
PAGE = """<!doctype html>
<html lang="{language}">
<head><meta charset="utf-8"><title>{title}</title>
<style>body {{ max-width: 48rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.5 sans-serif }}</style></head>
<body>{body}</body>
</html>
"""


def as_html(markdown: str) -> str:
    """Return the feedback as HTML on one line, without a page around it: as a comment on a platform."""
    return " ".join(MARKDOWN.render(markdown).split("\n")).strip()


def page(entry: Entry, sheet: Sheet) -> str:
    """Return the feedback as a page of its own."""
    return PAGE.format(language=escape(entry.language), title=escape(sheet.name), body=entry.feedback)


def zipped(files: Mapping[str, str]) -> bytes:
    """Return a zip of texts by name; equal files make equal bytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            info = zipfile.ZipInfo(name.encode(errors="replace").decode())  # of the same date, always
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, text.encode(errors="replace"))
    return packed.getvalue()
