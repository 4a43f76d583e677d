"""Writes what a course author begins with: `python -m autograder new course DIR` and `new question q5 --class NAME`.

A new course is the folder `course/` beside this file, as it stands. A new question is the folder `scaffold/` of its
course, a template for the kind of answers that the course asks for.
"""

import re
import shutil
from pathlib import Path

from jinja2 import Environment, StrictUndefined

from autograder.course import NAME, QUESTIONS_FOLDER, Course
from autograder.errors import GraderError

COURSE_TEMPLATE = Path(__file__).parent / "course"
QUESTION_TEMPLATE = "scaffold"
LEFT_BEHIND = shutil.ignore_patterns("__pycache__")


def new_course(folder: Path) -> list[Path]:
    """Write a small course of two questions into `folder`, which must be new or empty; return the files written.

    Raises GraderError when something is there already.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise GraderError(f"{folder} is there already: name a new folder")
    shutil.copytree(COURSE_TEMPLATE, folder, ignore=LEFT_BEHIND, dirs_exist_ok=True)
    return _files(folder)


def new_question(course: Course, name: str, answer: str) -> list[Path]:
    """Write the folder of a question that asks for the class or function `answer`; return the files written.

    Its stub fails, its solution passes, and `TODO` marks what to replace. Raises GraderError for a name that is taken
    or is none, and for a course without a template.
    """
    if not re.fullmatch(NAME, name):
        raise GraderError(f"{name!r} is no name of a question: take one such as q5")
    if not answer.isidentifier():
        raise GraderError(f"{answer!r} is no name of a class or function")
    if name in course.questions:
        raise GraderError(f"{course.folders[name]} is {name} already: take another name")
    template = course.folder / QUESTION_TEMPLATE
    if not template.is_dir():
        raise GraderError(f"{template} is missing: it is the template of this course's questions")
    folder = course.folder / QUESTIONS_FOLDER / f"{name}_{_in_words(answer)}"
    if folder.exists():
        raise GraderError(f"{folder} is there already: take another name")
    environment = Environment(undefined=StrictUndefined, keep_trailing_newline=True)
    shutil.copytree(template, folder, ignore=LEFT_BEHIND)
    for path in _files(folder):
        rendered = environment.from_string(path.read_text(encoding="utf-8")).render(name=name, answer=answer)
        path.write_text(rendered, encoding="utf-8")
    return _files(folder)


def _in_words(answer: str) -> str:
    """Return "global_average_pool" for "GlobalAveragePool"."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", answer).lower()


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())
