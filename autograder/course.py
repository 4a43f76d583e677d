"""A course as the machine sees it: course.toml, a folder for each question, and the students' library.

Everything that makes a seminar that seminar lies in its folder; nothing of it is named here. A course is loaded from
its folder, `solutions/` by default, or from the copy of it in a build.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from autograder.declarations import NAME, Check, CourseFile, Hooks, Question
from autograder.errors import GraderError, first_mistake
from autograder.feedback_files import FEEDBACK_FILE, MEASURED, PASSED, TITLES, read_table, read_texts
from autograder.grading import GRADING_FILE, Grading
from autograder.packages import add_to_path, import_from, load_package
from coursekit.course import Course as StudentsCourse
from coursekit.feedback import CheckFailed, Entry, words
from coursekit.submission.filled import Assignment

COURSE_FILE, QUESTION_MODULE = "course.toml", "question"
TASK_FILE, SETTINGS_FILE = "task.py", "settings.toml"
QUESTIONS_FOLDER = "questions"

__all__ = ["NAME", "Check", "Course", "CourseFile", "Hooks", "Question", "load_course"]


@dataclass(frozen=True)
class Course:
    """A loaded course.

    folder: where it lies. file: its course.toml. questions and folders: by name, in the order of the notebook.
    """

    folder: Path
    file: CourseFile
    questions: Mapping[str, Question]
    folders: Mapping[str, Path]

    @property
    def name(self) -> str:
        """The assignment's name in the metadata of notebooks."""
        return self.file.name

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of all texts."""
        return self.file.languages

    @property
    def graded(self) -> dict[str, str]:
        """The class or function that each question asks for."""
        return {name: question.answer for name, question in self.questions.items()}

    @property
    def asked_for(self) -> Assignment:
        """What tells a file of this assignment."""
        return Assignment(self.name, tuple(sorted(set(self.graded.values()))), self.handed_out)

    @property
    def handed_out(self) -> tuple[str, ...]:
        """The names of the folders that an assignment comes with, besides those of every course."""
        return (self.library, *(() if self.data_folder is None else (self.data_folder.name,)))

    @cached_property
    def texts(self) -> Mapping[str, Entry]:
        """What findings say, by code and language."""
        return read_texts((self.folder, *self.folders.values()), self.languages)

    @cached_property
    def grading(self) -> Grading:
        """Points, shares, budgets and settings as the course declares them."""
        return Grading(
            name=self.name,
            title=self.file.title,
            points={name: question.points for name, question in self.questions.items()},
            shares={
                name: {check.name: check.share for check in question.checks}
                for name, question in self.questions.items()
            },
            budgets=self.file.budgets,
            settings={
                name: read_table(self.folders[name] / SETTINGS_FILE)
                for name, question in self.questions.items()
                if question.settings is not None
            },
            limits={
                name: question.limits(self._own_settings(name))
                for name, question in self.questions.items()
                if question.limits is not None
            },
            measured={name: table[MEASURED] for name in self.questions if MEASURED in (table := self._feedback(name))},
        )

    def settings(self, question: str, grading: Grading | None = None) -> Any:
        """Return the settings of a question, from its settings.toml or from some grading.toml.

        None where it has none. Raises GraderError for wrong ones.
        """
        if grading is None:
            return self._own_settings(question)
        return self._validated(question, grading.settings.get(question, {}), Path(GRADING_FILE))

    def _own_settings(self, question: str) -> Any:
        path = self.folders[question] / SETTINGS_FILE
        return self._validated(question, read_table(path), path) if self.questions[question].settings else None

    def _validated(self, question: str, table: Mapping[str, Any], path: Path) -> Any:
        model = self.questions[question].settings
        if model is None:
            return None
        try:
            return model(**table)
        except ValidationError as error:
            raise GraderError(f"{path}: {first_mistake(error)}") from None

    def _feedback(self, question: str) -> dict[str, Any]:
        return read_table(self.folders[question] / FEEDBACK_FILE)

    def titles(self, question: str, language: str) -> dict[str, str]:
        """Return what each hidden check of a question looks at, by its name; the name itself where nothing is said."""
        told = self._feedback(question).get(TITLES, {})
        return {
            check.name: told.get(check.name, {}).get(language, check.name) for check in self.questions[question].checks
        }

    @property
    def library_folder(self) -> Path:
        """The folder of the students' package."""
        return (self.folder / self.file.library).resolve()

    @property
    def assignment(self) -> Path:
        """The folder of what a student receives."""
        return (self.folder / self.file.assignment).resolve()

    @property
    def dist(self) -> Path:
        """The folder of what an instructor keeps."""
        return (self.folder / self.file.dist).resolve()

    @property
    def data_folder(self) -> Path | None:
        """The folder of data that travels to students, None where there is none."""
        return (self.folder / self.file.data).resolve() if self.file.data else None

    def notebook_name(self, language: str) -> str:
        """Return the file name of the notebook that students open."""
        return self.file.notebook.format(language=language)

    def solution_name(self, language: str) -> str:
        """Return the file name of the notebook with solutions, for instructors only."""
        return self.file.solution.format(language=language)

    @property
    def library(self) -> str:
        """The name of the students' package."""
        return self.library_folder.name

    @property
    def probes(self) -> Any:
        """The class through which checks see a submission."""
        return self.load_students(self.file.probes)

    def words(self, failed: CheckFailed, language: str | None = None) -> str:
        """Return what a finding says."""
        return words(failed, self.texts, language)

    def load(self, path: str) -> Any:
        """Return the thing "module:name" of the course's own code."""
        return import_from(load_package(self.folder), path)

    def load_students(self, path: str) -> Any:
        """Return the thing "module:name" of the students' library; its package is put on the path."""
        add_to_path(self.library_folder.parent)
        return import_from("", path)

    def students(self) -> dict[str, Any]:
        """Return what the students' library knows of the course, as JSON; see coursekit.course."""
        passed = {name: self._feedback(name).get(PASSED, {}) for name in self.questions}
        questions = {
            name: {
                "answer": question.answer,
                "module": f"{self.library}.checks.{name}",
                "look_for": question.look_for,
                "passed": passed[name],
            }
            for name, question in self.questions.items()
        }
        return {
            "name": self.name,
            "library": self.library,
            "probes": self.file.probes,
            "languages": list(self.languages),
            "folders": list(self.handed_out),
            "questions": questions,
            "texts": self.texts,
        }

    def as_students_see_it(self) -> StudentsCourse:
        """Return the course as the students' library would."""
        return StudentsCourse.from_json(self.students())


def load_course(folder: Path) -> Course:
    """Load the course in `folder`; raises GraderError with one line for a mistake in it."""
    path = folder / COURSE_FILE
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise GraderError(f"{path}: cannot be read ({error.strerror}); --course takes a folder with one") from None
    except tomllib.TOMLDecodeError as error:
        raise GraderError(f"{path}: is not valid TOML: {error}") from None
    try:
        file = CourseFile(**table)
    except ValidationError as error:
        raise GraderError(f"{path}: {first_mistake(error)}") from None
    add_to_path((folder / file.library).resolve().parent)
    package = load_package(folder)
    questions, folders = {}, {}
    for part in _question_folders(folder, file):
        declared = _declared(package, folder, part)
        if declared.name in questions:
            raise GraderError(f"{folder / part}: there are two questions {declared.name}")
        questions[declared.name], folders[declared.name] = declared, folder / part
    return Course(folder, file, questions, folders)


def _question_folders(folder: Path, file: CourseFile) -> list[str]:
    """Return the folders of questions in the order of the notebook; what `order` does not name comes last, by name."""
    found = sorted(
        path.parent.relative_to(folder).as_posix() for path in folder.glob(f"{QUESTIONS_FOLDER}/*/question.py")
    )
    named = [part for part in file.order if part in found]
    return [*named, *(part for part in found if part not in named)]


def _declared(package: str, folder: Path, part: str) -> Question:
    """Return the QUESTION that question.py in a folder declares."""
    try:
        declared = import_from(package, f"{part.replace('/', '.')}.{QUESTION_MODULE}:QUESTION")
    except ValidationError as error:
        raise GraderError(f"{folder / part / 'question.py'}: {first_mistake(error)}") from None
    except AttributeError:
        raise GraderError(f"{folder / part / 'question.py'}: declares no QUESTION") from None
    if not isinstance(declared, Question):
        raise GraderError(f"{folder / part / 'question.py'}: QUESTION must be an autograder.course.Question")
    names = [check.name for check in declared.checks]
    if len(set(names)) < len(names):
        raise GraderError(f"{folder / part / 'question.py'}: two checks of {declared.name} have one name")
    if sum(check.share for check in declared.checks) <= 0:
        raise GraderError(
            f"{folder / part / 'question.py'}: {declared.name} needs at least one check with a share above 0"
        )
    return declared
