"""What a student reads about one submission: a page of Markdown in the submission's language."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from autograder.classroom.record import GRADED, NOT_JUDGED, CheckResult, Record
from autograder.printable import readable

TEXTS = Path(__file__).parent / "texts"
TRAINED = "q4"

# Every Markdown knows a backslash before the first group. The rest is written by number, which hides it from HTML and
# from extensions: tables, formulas, struck out and raised text, addresses that become links, emoji, lists.
SPECIAL = re.compile(
    r"(?P<escaped>[\\`*_{}\[\]])|[&<>|$~^@]|:(?=\S)|(?<=\bwww)\.|={2,}|^(?:[-+=#]|[0-9]+[.)])", re.IGNORECASE
)
NAMED = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def feedback_markdown(record: Record, points: Mapping[str, float]) -> str:
    """Return the page. `points`: what each question is worth.

    Whatever came from the submission is shown as the text that it is. Raises OSError for a language without texts.
    """
    texts = _texts(record.language)
    lines = [f"# {texts['title']}", "", texts["file"].format(name=plain(record.submission)), ""]
    if record.late:
        lines += [texts["late"], ""]
    possible = _number(sum(points.values()))
    if record.status == GRADED:
        lines += [texts["total"].format(points=_number(record.total), possible=possible), ""]
        for question, worth in points.items():
            lines += [*_question(record, question, worth, texts), ""]
    else:
        lines += [texts["undecided"].format(possible=possible), "", *_ungraded(record, texts), ""]
    if record.cells:
        lines += [f"## {texts['cells']}", "", *(f"- {plain(line)}" for line in record.cells), ""]
    return "\n".join(lines)


def plain(text: str) -> str:
    """Return Markdown that every renderer shows as `text`, on one line and without what cannot be printed."""
    return SPECIAL.sub(_hidden, readable(" ".join(text.split())))


def _hidden(match: re.Match[str]) -> str:
    if match["escaped"]:
        return f"\\{match['escaped']}"
    return "".join(NAMED.get(letter, f"&#{ord(letter)};") for letter in match[0])


def _question(record: Record, question: str, worth: float, texts: Mapping[str, Any]) -> list[str]:
    checks = [check for check in record.checks if check.question == question and not check.passed]
    earned = _number(record.points.get(question, 0))
    lines = ["## " + texts["question"].format(question=question, points=earned, possible=_number(worth)), ""]
    lines += [f"- {_message(check)}" for check in checks if check.code != NOT_JUDGED]
    skipped = sum(check.code == NOT_JUDGED for check in checks)
    if skipped:
        lines.append("- " + texts["not_judged"].format(count=skipped))
    if not checks:
        lines.append(texts["all_passed"])
    if question == TRAINED and record.accuracies:
        percent = ", ".join(f"{accuracy:.1%}" for accuracy in record.accuracies)
        lines += ["", texts["accuracy" if len(record.accuracies) == 1 else "accuracies"].format(percent=percent)]
    return lines


def _message(check: CheckResult) -> str:
    return plain(check.message or check.check)


def _ungraded(record: Record, texts: Mapping[str, Any]) -> list[str]:
    lines = [f"## {texts['status'][record.status]}", ""]
    if record.reason:
        lines += [texts["reason"].format(reason=plain(record.reason)), ""]
    advice = texts["advice"][record.status].format(name=plain(record.superseded_by))
    return [*lines, texts["to_do"].format(advice=advice)]


def _number(value: float) -> str:
    return f"{round(value, 2):.10g}"


@cache
def _texts(language: str) -> dict[str, Any]:
    return tomllib.loads((TEXTS / f"{language}.toml").read_text(encoding="utf-8"))
