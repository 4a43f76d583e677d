"""The mutants of chosen right answers: which answers, which operators, how a mutant is named and known again."""

import difflib
import hashlib
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from autograder.errors import GraderError
from autograder.prove.dropout import DROPOUT
from autograder.prove.general import GENERAL
from autograder.prove.network import NETWORK
from autograder.prove.rewriting import Operator, Rewriting, normalized, rewritings
from autograder.prove.tensors import TENSORS
from seminar.questions import CLASS_OF

CHOSEN = "mutated.toml"  # in the folder of right answers
REFERENCE = "reference.py"  # a mutant is put after it, as every file of a bank is
OF_CLASS: dict[str, dict[str, Operator]] = {"ModelBaseline": NETWORK, "SpatialDropout": DROPOUT}


@dataclass(frozen=True)
class Answer:
    """A right answer: its file, the questions that it answers, and why it was chosen."""

    file: str
    questions: tuple[str, ...]
    why: str
    source: str

    def classes(self) -> set[str]:
        """Return the names of the classes that its questions are about."""
        return {CLASS_OF[question] for question in self.questions}


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


def read_answers(folder: Path) -> tuple[list[Answer], int]:
    """Return the right answers that mutated.toml in `folder` names, and how many mutants of each operator to take.

    Raises GraderError when it cannot be read.
    """
    path = folder / CHOSEN
    try:
        chosen = tomllib.loads(path.read_text(encoding="utf-8"))
        answers = [
            Answer(
                table["file"],
                tuple(table["questions"]),
                table["why"],
                (folder / table["file"]).read_text(encoding="utf-8"),
            )
            for table in chosen["answer"]
        ]
        return answers, int(chosen["each"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise GraderError(f"{path} does not name right answers by file, questions and why: {error!r}") from None


def mutants_of(answers: list[Answer], each: int) -> Iterator[Mutant]:
    """Yield mutants of all answers, no program twice and none that is another of the right answers.

    each: how many of an operator are taken of an answer at most: those with the smallest ids, so that the choice is
    spread over the file and changes only where the file or the operator does.
    """
    seen = {normalized(answer.source) for answer in answers}
    for answer in answers:
        by_operator: dict[str, list[Mutant]] = {}
        for made in _rewritings(answer):
            if made.source not in seen:
                seen.add(made.source)
                questions = _questions(answer, made)
                mutant = Mutant(answer.file, made.line, made.operator, questions, answer.source, made.source)
                by_operator.setdefault(made.operator, []).append(mutant)
        for found in by_operator.values():
            yield from sorted(found, key=lambda mutant: mutant.id)[:each]


def _rewritings(answer: Answer) -> Iterator[Rewriting]:
    """Yield what all operators for the classes of an answer make of it."""
    classes = answer.classes()
    operators = {**GENERAL, **TENSORS}
    for name in classes:
        operators |= OF_CLASS[name]
    for made in rewritings(answer.source, operators):
        about = made.place.outer_class if made.place.outer_class in OF_CLASS else next(iter(classes))
        if len(classes) == 1 or made.operator not in _of_others(about):
            yield made


def _of_others(name: str) -> set[str]:
    """Return the operators that are for other classes than `name` alone."""
    return {operator for other, operators in OF_CLASS.items() if other != name for operator in operators}


def _questions(answer: Answer, made: Rewriting) -> tuple[str, ...]:
    """Return the questions of an answer, those about the class that was changed first: they are the likely ones."""
    return tuple(sorted(answer.questions, key=lambda question: CLASS_OF[question] != made.place.outer_class))
