"""The banks of submissions: bank/wrong and bank/correct in the folder of each question, one small file each.

The first lines of a file are its header, a docstring of `key: value` lines:

    breaks: q3                  the question that must lose marks (wrong bank only); `q1 q2` when both must
    code: not_rescaled          what the feedback must recognise, a code of a feedback.toml; `-` if none is exact
    also: q4                    questions that may lose marks too, because the mistakes cannot be told apart (optional)
    idea: Kept channels are not divided by 1 - p.     the misconception, or what is unusual about the right answer
"""

import ast
import linecache
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from autograder.hidden import Verdicts
from autograder.judge import QuestionResult, one_thread
from autograder.prove.banks import BANK
from autograder.trial import Build
from coursekit.feedback import CheckFailed
from seminar.subject import Subject
from tests.course import SEMINAR

FOLDER = Path(__file__).parent / "submissions"
REFERENCE = FOLDER / "reference.py"


@dataclass(frozen=True)
class Case:
    """One file of a bank with its header."""

    path: Path
    breaks: tuple[str, ...]
    code: str
    also: tuple[str, ...]
    idea: str

    @property
    def name(self) -> str:
        """Bank and file name without the ending, for ids of tests and rows of tables."""
        return f"{self.path.parent.name}/{self.path.stem}"

    def source(self) -> str:
        """Return the whole submission: the reference, then this file, whose definitions come last and count."""
        return REFERENCE.read_text(encoding="utf-8") + "\n\n" + self.path.read_text(encoding="utf-8")

    def namespace(self) -> dict[str, Any]:
        """Run the submission and return its names, with its source at hand for tracebacks and `inspect`."""
        source, name = self.source(), f"<{self.name}>"
        linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
        names: dict[str, Any] = {"__name__": "submission"}
        exec(compile(source, name, "exec"), names)
        return names


PLAIN = Case(REFERENCE, (), "", (), "the plain correct submission")


def read_case(path: Path) -> Case:
    """Read a file's header; raise ValueError naming the file when it has none or an unknown key."""
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    fields = dict(line.split(": ", 1) for line in docstring.splitlines() if ": " in line)
    unknown = fields.keys() - {"breaks", "code", "also", "idea"}
    if unknown or "idea" not in fields:
        raise ValueError(
            f"{path}: the header needs `idea`, and may have breaks, code, also; unknown: {sorted(unknown)}"
        )
    return Case(
        path,
        tuple(fields.get("breaks", "").split()),
        fields.get("code", ""),
        tuple(fields.get("also", "").split()),
        fields["idea"],
    )


@cache
def cases(bank: str) -> tuple[Case, ...]:
    """Return the files of the bank "wrong" or "correct" of all questions, in order of name."""
    paths = [path for folder in SEMINAR.folders.values() for path in (folder / BANK / bank).glob("*.py")]
    return tuple(read_case(path) for path in sorted(paths, key=lambda path: path.name))


def case_called(name: str) -> Case:
    """Return the case of a name such as "wrong/q1_softmax"; raises StopIteration when there is none."""
    return next(case for case in cases(name.partition("/")[0]) if case.name == name)


def judge_case(
    case: Case, question: str, build: Build, measured: dict[str, list[float]] | None = None
) -> dict[str, CheckFailed | None]:
    """Return what a question's hidden checks find on a case, as the grader would; `measured` gets their numbers."""
    judged = judging(case.namespace, build)(question)
    if measured is not None:
        measured.update(judged.measured)
    return judged.verdicts


def judging(make_names: Callable[[], dict[str, Any]], build: Build) -> Callable[[str], QuestionResult]:
    """Return what judges the questions of a submission, each once and after those that it comes after, as the grader
    does. make_names: runs it and returns its names, as `Case.namespace` does."""
    verdicts = Verdicts(build)
    with one_thread():
        namespace = make_names()

    def judged(question: str) -> QuestionResult:
        with one_thread():
            return verdicts.of(question, lambda _, seed: Subject(namespace, seed))

    return judged


def named(case: Case, codes: Iterable[str]) -> bool:
    """Return whether the feedback, known by its codes, names the mistake of a wrong case exactly."""
    return case.code in codes


def wrong_network(case: Case) -> bool:
    """Return whether the network itself is wrong, so that its accuracy says nothing for or against q4."""
    return "q1" in case.breaks or bool({"q1", "q4"} & {*case.also})


def unexpected(case: Case, question: str, codes: Collection[str]) -> str | None:
    """Return what is wrong with the verdict on one question, in words; None when it is as the header says.

    codes: of the failed checks of the question; empty when it keeps full marks. q4 is judged by accuracy, which a wrong
    network may reach or not: there only a case whose network is right must not lose.
    """
    if question in case.breaks:
        return None if codes else f"{question} keeps full marks: {case.idea}"
    allowed = wrong_network(case) if question == "q4" else question in case.also
    return f"{question} loses marks: {sorted(codes)}" if codes and not allowed else None
