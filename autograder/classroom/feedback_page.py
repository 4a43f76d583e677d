"""What a student reads about one submission: a page of Markdown in the submission's language, raw or rendered."""

import tomllib
from collections.abc import Container, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from autograder.classroom.markdown import as_code, as_text
from autograder.classroom.record import GRADED, LATE, NOT_JUDGED, CheckResult, Correction, Record
from autograder.grading import Grading

TEXTS = Path(__file__).parent / "texts"
# Bytes of a page, of a section with a line for each cell, and of one text in it: a submission chooses them. An honest
# page with every check failed has about 8 KiB.
LARGEST, LARGEST_SECTION, LARGEST_TEXT = 64 * 1024, 8 * 1024, 3 * 1024


def feedback_markdown(record: Record, grading: Grading) -> str:
    """Return the page.

    Whatever came from the submission is shown as the text that it is, and cut where the page would be larger than
    LARGEST bytes. Raises OSError for a language without texts.
    """
    texts, points = _texts(record.language), grading.points
    lines = [f"# {texts['title'].format(course=grading.title.get(record.language, grading.name))}", ""]
    lines += _late(record, texts) if record.absent else _file(record, texts)
    possible = _number(sum(points.values()))
    if record.status == GRADED:
        lines += [texts["total"].format(points=_number(record.total), possible=possible), ""]
    else:
        lines += [texts["undecided"].format(possible=possible), ""]
    lines += _listed(texts["blocked"], record.blocked, texts["more"])
    if record.status == GRADED:
        for question, worth in points.items():
            earned = _number(record.points.get(question, 0))
            heading = texts["question"].format(question=question, points=earned, possible=_number(worth))
            lines += [f"## {heading}", "", *_question(record, question, texts, grading), ""]
    else:
        lines += [*_ungraded(record, texts), ""]
    return "\n".join([*lines, *_notes(record, texts)])


def outline_markdown(record: Record) -> str:
    """Return what the page says of the file as a whole, without points: for a platform that shows questions itself."""
    texts = _texts(record.language)
    lines = [*_file(record, texts), *_listed(texts["blocked"], record.blocked, texts["more"])]
    if record.status != GRADED:
        lines += [*_ungraded(record, texts), ""]
    return "\n".join([*lines, *_notes(record, texts)]).rstrip() + "\n"


def question_markdown(record: Record, question: str, grading: Grading, told: Container[str] = ()) -> str:
    """Return what the page says of one question, without its heading. told: codes that were told elsewhere already."""
    texts = _texts(record.language)
    return "\n".join(_question(record, question, texts, grading, told)).rstrip() + "\n"


def public_markdown(found: Mapping[str, CheckResult], questions: Sequence[str], language: str) -> str:
    """Return a line for what the public check of each question says; it is in `found` where that is no pass."""
    texts = _texts(language)
    said = {name: _short(found[name].message) if name in found else texts["public_passed"] for name in questions}
    return "\n".join(f"- {name}: {words}" for name, words in said.items()) + "\n"


def public_title(language: str) -> str:
    """Return what the public checks are called together."""
    return str(_texts(language)["public"])


def _file(record: Record, texts: Mapping[str, Any]) -> list[str]:
    return [texts["file"].format(name=_short(record.submission, code=True)), "", *_late(record, texts)]


def _notes(record: Record, texts: Mapping[str, Any]) -> list[str]:
    notes = [note.text for note in record.notes if note.text not in record.blocked]
    return _listed(texts["notes"], notes, texts["more"])


def _late(record: Record, texts: Mapping[str, Any]) -> list[str]:
    """Return that it is late, what that takes off, and what a person says to it."""
    lines = [texts["late"], ""] if record.late else []
    correction = next((one for one in record.corrections if one.question == LATE), None)
    if correction is not None:
        lines += [_corrected(correction, texts["late_corrected"], texts), ""]
    elif record.lateness is not None and record.lateness.points:
        said = texts["assumed" if record.lateness.assumed else "taken_off"]
        lines += [said.format(points=_number(record.lateness.points), days=record.lateness.days), ""]
    return lines


def _corrected(correction: Correction, said: str, texts: Mapping[str, Any]) -> str:
    told = said.format(points=_number(correction.points), machine=_number(correction.machine))
    return f"{told} {texts['signed'].format(reason=_short(correction.reason))}"


def _listed(heading: str, told: Sequence[str], more: str) -> list[str]:
    """Return a section with a line for each text, as many as there is room for; nothing where there is none.

    more: what says that `count` others are not shown.
    """
    items: list[str] = []
    for number, text in enumerate(told):
        items.append(f"- {_short(text)}")
        if number and sum(map(_bytes, items)) > LARGEST_SECTION - LARGEST_TEXT:
            items[-1] = "- " + more.format(count=len(told) - number)
            break
    return [f"## {heading}", "", *items, ""] if items else []


def _short(text: str, code: bool = False) -> str:
    """Return a text of the submission's as Markdown of at most LARGEST_TEXT bytes."""
    marked = as_code if code else as_text
    shown, length = marked(text), LARGEST_TEXT
    while _bytes(shown) > LARGEST_TEXT:
        length //= 2
        shown = marked(text[:length] + "…")
    return shown


def _bytes(text: str) -> int:
    return len(text.encode("utf-8", "replace"))


def _question(
    record: Record, question: str, texts: Mapping[str, Any], grading: Grading, told: Container[str] = ()
) -> list[str]:
    checks = [check for check in record.checks if check.question == question]
    failed = [check for check in checks if not check.passed]
    found = [check for check in failed if check.code != NOT_JUDGED]
    lines = [f"- {_short(check.message or check.check)}" for check in found if check.code not in told]
    if any(check.code in told for check in found):
        lines.insert(0, "- " + texts["told"].format(public=texts["public"]))
    titles = [grading.check_title(question, check.check, record.language) for check in checks]
    waiting = [title for title, check in zip(titles, checks, strict=True) if check.code == NOT_JUDGED]
    if waiting:
        lines.append("- " + texts["not_judged"].format(first=titles[0], others="; ".join(waiting)))
    remarks = [remark for remark in record.remarks if remark.question == question]
    lines[:0] = [
        line
        for one in record.corrections
        if one.question == question
        for line in (_corrected(one, texts["corrected"], texts), "")
    ]
    if checks and not failed:
        lines += [texts["all_passed"], ""] if remarks else [texts["all_passed"]]
    lines += ["- " + texts["remark"].format(message=_short(remark.message or remark.code)) for remark in remarks]
    for name, numbers in record.measured.get(question, {}).items():
        label = grading.measured.get(question, {}).get(name, {}).get(record.language)
        if label and numbers:
            percent = ", ".join(f"{number:.1%}" for number in numbers)
            lines += ["", texts["measured"].format(what=label, percent=percent)]
    return lines


def _ungraded(record: Record, texts: Mapping[str, Any]) -> list[str]:
    lines = [f"## {texts['status'][record.status]}", ""]
    if record.reason:
        lines += [texts["reason"].format(reason=_short(record.reason)), ""]
    advice = texts["advice"][record.status].format(name=_short(record.superseded_by, code=True))
    return [*lines, texts["to_do"].format(advice=advice)]


def _number(value: float) -> str:
    return f"{round(value, 2):.10g}"


@cache
def _texts(language: str) -> dict[str, Any]:
    return tomllib.loads((TEXTS / f"{language}.toml").read_text(encoding="utf-8"))
