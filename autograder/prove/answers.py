"""The mutants of chosen right answers: which answers, which operators, how a mutant is named and known again."""

import difflib
import hashlib
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from autograder.course import Course
from autograder.errors import GraderError
from autograder.prove.banks import BANK
from autograder.prove.general import GENERAL
from autograder.prove.rewriting import Operator, Rewriting, normalized, rewritings

CHOSEN = "mutated.toml"  # in the folder of right answers
REFERENCE = "reference.py"  # a mutant is put after it, as every file of a bank is
Operators = Mapping[str, Mapping[str, Operator]]
FOR_ALL = ""  # among a course's operators: those for every answer


@dataclass(frozen=True)
class Answer:
    """A right answer: its file, the questions that it answers, why it was chosen, and the classes that they ask for."""

    file: str
    questions: tuple[str, ...]
    why: str
    source: str
    classes: frozenset[str]


@dataclass(frozen=True)
class Mutant:
    """A wrong file made of a right answer by one operator at one line; judged on `questions`, in this order."""

    answer: str
    line: int
    operator: str
    questions: tuple[str, ...]
    right: str
    source: str

    @cached_property
    def id(self) -> str:
        """Twelve hexadecimal digits that depend on what the mutant says, not on comments, layout or its place."""
        return hashlib.sha256(self.source.encode()).hexdigest()[:12]

    @property
    def name(self) -> str:
        """File, line and operator."""
        return f"{self.answer}:{self.line} {self.operator}"

    def diff(self) -> str:
        """Return the changed lines as a unified diff without context, comments and layout left out."""
        right, wrong = normalized(self.right).splitlines(), self.source.splitlines()
        lines = difflib.unified_diff(right, wrong, n=0, lineterm="")
        return "\n".join(line for line in lines if not line.startswith(("---", "+++", "@@")))


def read_answers(folder: Path, course: Course) -> tuple[list[Answer], int]:
    """Return the right answers that mutated.toml in `folder` names, and how many mutants of each operator to take.

    A file lies in `folder`, or in the bank of a question that it answers. Raises GraderError when it cannot be read.
    """
    path = folder / CHOSEN
    try:
        chosen = tomllib.loads(path.read_text(encoding="utf-8"))
        answers = [
            Answer(
                table["file"],
                tuple(table["questions"]),
                table["why"],
                _path(table, folder, course).read_text(encoding="utf-8"),
                frozenset(course.graded[question] for question in table["questions"]),
            )
            for table in chosen["answer"]
        ]
        return answers, int(chosen["each"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise GraderError(f"{path} does not name right answers by file, questions and why: {error!r}") from None


def _path(table: dict[str, Any], folder: Path, course: Course) -> Path:
    banks = [course.folders[question] / BANK for question in table["questions"]]
    paths = [place / table["file"] for place in (folder, *banks)]
    return next((path for path in paths if path.is_file()), paths[0])


def mutants_of(answers: list[Answer], each: int, course: Course) -> Iterator[Mutant]:
    """Yield mutants of all answers, no program twice and none that is another of the right answers.

    each: how many of an operator are taken of an answer at most: those with the smallest ids, so that the choice is
    spread over the file and changes only where the file or the operator does.
    """
    operators = operators_of(course)
    seen = {normalized(answer.source) for answer in answers}
    for answer in answers:
        by_operator: dict[str, list[Mutant]] = {}
        for made in _rewritings(answer, operators):
            if made.source not in seen:
                seen.add(made.source)
                questions = _questions(answer, made, course)
                mutant = Mutant(answer.file, made.line, made.operator, questions, answer.source, made.source)
                by_operator.setdefault(made.operator, []).append(mutant)
        for found in by_operator.values():
            yield from sorted(found, key=lambda mutant: mutant.id)[:each]


def operators_of(course: Course) -> Operators:
    """Return a course's operators by answer, with those for every answer and every course under FOR_ALL."""
    own: Operators = course.load(course.file.hooks.mutations) if course.file.hooks.mutations else {}
    return {**own, FOR_ALL: {**GENERAL, **own.get(FOR_ALL, {})}}


def _rewritings(answer: Answer, by_class: Operators) -> Iterator[Rewriting]:
    """Yield what all operators for the classes of an answer make of it."""
    operators = dict(by_class[FOR_ALL])
    for name in answer.classes:
        operators |= by_class.get(name, {})
    for made in rewritings(answer.source, operators):
        outer = made.place.outer_class
        about = outer if outer in by_class else next(iter(answer.classes))
        if len(answer.classes) == 1 or made.operator not in _of_others(about, by_class):
            yield made


def _of_others(name: str, by_class: Operators) -> set[str]:
    """Return the operators that are for other classes than `name` alone."""
    others = {other: found for other, found in by_class.items() if other not in (name, FOR_ALL)}
    return {operator for found in others.values() for operator in found}


def _questions(answer: Answer, made: Rewriting, course: Course) -> tuple[str, ...]:
    """Return the questions of an answer, those about the class that was changed first: they are the likely ones."""
    return tuple(sorted(answer.questions, key=lambda question: course.graded[question] != made.place.outer_class))
