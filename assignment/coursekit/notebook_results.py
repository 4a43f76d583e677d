"""How a notebook shows the result of `grader.check` and `grader.check_all`: our sentences without Otter's frame.

Otter's result objects stay as they are, and so does all that Otter makes of them. Only what IPython displays is
another text: its formatters let anybody say how a type is shown, which every notebook made on IPython follows. A result
that is not of our checks, or not as we know it, is shown as Otter does.
"""

import html
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

CODE = re.compile(r"`([^`]+)`")
# Where Otter 7 keeps its results: of one question, and of all.
OF_ONE, OF_ALL = ("otter.test_files.abstract_test", "TestFile"), ("otter.test_files", "GradingResults")


@dataclass(frozen=True)
class Told:
    """What the last check of a question said."""

    question: str
    said: str
    passed: bool

    def as_text(self) -> str:
        """Return it with a mark that tells whether the check passed."""
        return f"{'✅' if self.passed else '❌'} {self.question}: {self.said}"

    def as_html(self) -> str:
        """Return the same as a paragraph; `code` is set as code."""
        first, *more = (CODE.sub(r"<code>\1</code>", html.escape(line)) for line in self.said.splitlines() or [""])
        head = f"{'✅' if self.passed else '❌'} <strong>{html.escape(self.question)}</strong>: {first}"
        return f"<p>{'<br>'.join([head, *more])}</p>"


_last: dict[str, Told] = {}


def remember(question: str, said: str, *, passed: bool) -> None:
    """Keep what a check said, for the result that Otter makes of it; in a notebook have it shown in our words."""
    _last[question] = Told(question, said, passed)
    shell = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    formatters = getattr(getattr(shell, "display_formatter", None), "formatters", None)
    # Where a file is run without a notebook, something that stands for the shell may say yes to everything.
    if isinstance(formatters, dict) and {"text/html", "text/plain"} <= formatters.keys():
        for module, name in (OF_ONE, OF_ALL):
            formatters["text/html"].for_type_by_name(module, name, as_html)
            formatters["text/plain"].for_type_by_name(module, name, _print)


def passed_questions() -> set[str]:
    """Return the questions whose last check in this process passed."""
    return {question for question, told in _last.items() if told.passed}


def as_html(result: Any) -> str:
    """Return a result of Otter as HTML."""
    return "\n".join(_each(result, Told.as_html, _otters_html))


def as_text(result: Any) -> str:
    """Return a result of Otter as text."""
    return "\n".join(_each(result, Told.as_text, repr))


def _print(result: Any, printer: Any, cycle: bool) -> None:
    printer.text(as_text(result))


def _each(result: Any, ours: Callable[[Told], str], otters: Callable[[Any], str]) -> list[str]:
    """Return each question of `result` in our words where we have them, else in Otter's."""
    questions = getattr(result, "results", None)
    if questions is None:
        questions = {"": result}
    elif not isinstance(questions, dict) or not questions:
        return [otters(result)]
    told = [(one, told_of(one)) for one in questions.values()]
    return [otters(one) if known is None else ours(known) for one, known in told]


def told_of(result: Any) -> Told | None:
    """Return what we said when Otter made the result of one question; None if we did not make it."""
    told = _last.get(getattr(result, "name", ""))
    cases = getattr(result, "test_case_results", None)
    if told is None or not isinstance(cases, list) or len(cases) != 1:
        return None
    if told.passed != getattr(cases[0], "passed", None):
        return None
    return told if told.passed or told.said in (getattr(cases[0], "message", "") or "") else None


def _otters_html(result: Any) -> str:
    """Return Otter's own HTML of a result, or its text where it has none."""
    own = getattr(result, "_repr_html_", None)
    return own() if own is not None else f"<pre>{html.escape(repr(result))}</pre>"
