"""What a library for students knows of its course: course.json in its package, which the build of the course writes."""

import importlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from .errors import CourseError
from .feedback import CheckFailed, Entry, words
from .language import current_language
from .submission.filled import Assignment

COURSE_FILE = "course.json"
MISTAKES, SHAPES = "mistakes", "shapes"  # what a public check may look for


@dataclass(frozen=True)
class Question:
    """One question as students meet it.

    answer: the class or function that it asks for. module: where its public checks are, `check_mistakes` and
    `check_shapes`. look_for: which of the two the course runs. passed: what to say of a check that passed, by
    "mistakes", "shapes" and "hidden" (what hidden tests look at besides), and language.
    """

    answer: str
    module: str
    look_for: str
    passed: Mapping[str, Mapping[str, str]]

    def public_check(self, look_for: str) -> Callable[[Any], bool]:
        """Return the public check: it takes the subject, raises CheckFailed for what it knows to be wrong, and returns
        whether it knows all that it saw to be right."""
        return getattr(importlib.import_module(self.module), f"check_{look_for}")


@dataclass(frozen=True)
class Course:
    """A course as students have it.

    name: of the assignment, in the metadata of its notebooks. library: the students' package. probes: the class through
    which its checks see a submission, as "module:class". folders: that it comes with. texts: what findings say, by code
    and language.
    """

    name: str
    library: str
    probes: str
    languages: tuple[str, ...]
    folders: tuple[str, ...]
    questions: Mapping[str, Question]
    texts: Mapping[str, Entry]

    @property
    def graded(self) -> dict[str, str]:
        """The class or function that each question asks for, by question."""
        return {name: question.answer for name, question in self.questions.items()}

    @property
    def assignment(self) -> Assignment:
        """What tells a file of this course's assignment."""
        return Assignment(self.name, tuple(sorted(set(self.graded.values()))), self.folders, self.languages)

    def words(self, failed: CheckFailed, language: str | None = None) -> str:
        """Return what a finding says in a language, or in the set one."""
        return words(failed, self.texts, language or current_language())

    def say(self, texts: Mapping[str, str]) -> str:
        """Return the one of some texts by language that is in the set language."""
        return texts[current_language()]

    def probes_class(self) -> Any:
        """Return the class through which checks see a submission."""
        module, _, name = self.probes.partition(":")
        return getattr(importlib.import_module(module), name)

    @classmethod
    def from_json(cls, table: Mapping[str, Any]) -> "Course":
        """Return the course of a parsed course.json."""
        return cls(
            table["name"],
            table["library"],
            table["probes"],
            tuple(table["languages"]),
            tuple(table["folders"]),
            {name: Question(**question) for name, question in table["questions"].items()},
            table["texts"],
        )


@cache
def course_of(library: str) -> Course:
    """Return the course of a students' library; raises CourseError where its course.json is missing or damaged."""
    package = importlib.import_module(library)
    path = Path(str(package.__file__)).parent / COURSE_FILE
    try:
        return Course.from_json(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError):
        raise CourseError(f"{path} is missing or damaged: unpack the assignment again") from None
