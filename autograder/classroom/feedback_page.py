"""What a student reads about one submission: a page of Markdown in the submission's language, raw or rendered."""

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from autograder.classroom.markdown import as_code, as_text
from autograder.classroom.record import GRADED, NOT_JUDGED, Record
from autograder.course import Course
from autograder.grading import Grading

TEXTS = Path(__file__).parent / "texts"


def feedback_markdown(record: Record, grading: Grading, course: Course | None) -> str:
    """Return the page. course: says what its checks look at; their names do without one.

    Whatever came from the submission is shown as the text that it is. Raises OSError for a language without texts.
    """
    texts, points = _texts(record.language), grading.points
    lines = [f"# {texts['title']}", "", texts["file"].format(name=as_code(record.submission)), ""]
    if record.late:
        lines += [texts["late"], ""]
    possible = _number(sum(points.values()))
    if record.status == GRADED:
        lines += [texts["total"].format(points=_number(record.total), possible=possible), ""]
    else:
        lines += [texts["undecided"].format(possible=possible), ""]
    lines += _listed(texts["blocked"], record.blocked)
    if record.status == GRADED:
        for question, worth in points.items():
            titles = {} if course is None else course.titles(question, record.language)
            lines += [*_question(record, question, worth, texts, titles, grading), ""]
    else:
        lines += [*_ungraded(record, texts), ""]
    lines += _listed(texts["notes"], (note.text for note in record.notes if note.text not in record.blocked))
    return "\n".join(lines)


def _listed(heading: str, told: Iterable[str]) -> list[str]:
    """Return a section with a line for each text; nothing where there is none."""
    items = [f"- {as_text(text)}" for text in told]
    return [f"## {heading}", "", *items, ""] if items else []


def _question(
    record: Record,
    question: str,
    worth: float,
    texts: Mapping[str, Any],
    named: Mapping[str, str],
    grading: Grading,
) -> list[str]:
    checks = [check for check in record.checks if check.question == question]
    failed = [check for check in checks if not check.passed]
    earned = _number(record.points.get(question, 0))
    lines = ["## " + texts["question"].format(question=question, points=earned, possible=_number(worth)), ""]
    lines += [f"- {as_text(check.message or check.check)}" for check in failed if check.code != NOT_JUDGED]
    titles = [named.get(check.check, check.check) for check in checks]
    waiting = [title for title, check in zip(titles, checks, strict=True) if check.code == NOT_JUDGED]
    if waiting:
        lines.append("- " + texts["not_judged"].format(first=titles[0], others="; ".join(waiting)))
    remarks = [remark for remark in record.remarks if remark.question == question]
    if not failed:
        lines += [texts["all_passed"], ""] if remarks else [texts["all_passed"]]
    lines += ["- " + texts["remark"].format(message=as_text(remark.message or remark.code)) for remark in remarks]
    for name, numbers in record.measured.get(question, {}).items():
        label = grading.measured.get(question, {}).get(name, {}).get(record.language)
        if label and numbers:
            lines += [
                "",
                texts["measured"].format(what=label, percent=", ".join(f"{number:.1%}" for number in numbers)),
            ]
    return lines


def _ungraded(record: Record, texts: Mapping[str, Any]) -> list[str]:
    lines = [f"## {texts['status'][record.status]}", ""]
    if record.reason:
        lines += [texts["reason"].format(reason=as_text(record.reason)), ""]
    advice = texts["advice"][record.status].format(name=as_code(record.superseded_by))
    return [*lines, texts["to_do"].format(advice=advice)]


def _number(value: float) -> str:
    return f"{round(value, 2):.10g}"


@cache
def _texts(language: str) -> dict[str, Any]:
    return tomllib.loads((TEXTS / f"{language}.toml").read_text(encoding="utf-8"))
