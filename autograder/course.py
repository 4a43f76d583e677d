"""A course as the machine sees it: course.toml, a folder for each question, and the students' library.

Everything that makes a seminar that seminar lies in its folder; nothing of it is named here. A course is loaded from
its folder, `solutions/` by default, or from the copy of it in a build.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from autograder.declarations import NAME, Check, CourseFile, Hooks, Question
from autograder.errors import GraderError, first_mistake
from autograder.feedback_files import FEEDBACK_FILE, MEASURED, PASSED, TITLES, texts_of
from autograder.files import read_toml
from autograder.grading import GRADING_FILE, Grading
from autograder.packages import add_to_path, import_from, load_package
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
        return Assignment(self.name, tuple(sorted(set(self.graded.values()))), self.handed_out, self.languages)

    @property
    def handed_out(self) -> tuple[str, ...]:
        """The names of the folders that an assignment comes with, besides those of every course."""
        return (self.library, *(() if self.data_folder is None else (self.data_folder.name,)))

    @cached_property
    def texts(self) -> Mapping[str, Entry]:
        """What findings say, by code and language."""
        shared = self.folder / FEEDBACK_FILE
        own = {self.folders[name] / FEEDBACK_FILE: table for name, table in self._feedback.items()}
        return texts_of({shared: read_toml(shared), **own} if shared.is_file() else own, self.languages)

    @cached_property
    def grading(self) -> Grading:
        """Points, shares, budgets and settings as the course declares them."""
        return Grading(
            name=self.name,
            title=self.file.title,
            device=self.file.device,
            points={name: question.points for name, question in self.questions.items()},
            shares={
                name: {check.name: check.share for check in question.checks}
                for name, question in self.questions.items()
            },
            budgets=self.file.budgets,
            late=self.file.late,
            settings={
                name: read_toml(self.folders[name] / SETTINGS_FILE)
                for name, question in self.questions.items()
                if question.settings is not None
            },
            limits={
                name: question.limits(self._own_settings(name))
                for name, question in self.questions.items()
                if question.limits is not None
            },
            measured={name: table[MEASURED] for name, table in self._feedback.items() if MEASURED in table},
            titles={name: table.get(TITLES, {}) for name, table in self._feedback.items()},
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
        return self._validated(question, read_toml(path), path) if self.questions[question].settings else None

    def _validated(self, question: str, table: Mapping[str, Any], path: Path) -> Any:
        model = self.questions[question].settings
        if model is None:
            return None
        try:
            return model(**table)
        except ValidationError as error:
            raise GraderError(f"{path}: {first_mistake(error)}") from None

    @cached_property
    def _feedback(self) -> Mapping[str, Mapping[str, Any]]:
        """The feedback.toml of each question."""
        return {name: read_toml(folder / FEEDBACK_FILE) for name, folder in self.folders.items()}

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

    @cached_property
    def probes(self) -> Any:
        """The class through which checks see a submission."""
        return self.load_students(self.file.probes)

    def words(self, failed: CheckFailed, language: str) -> str:
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
        passed = {name: table.get(PASSED, {}) for name, table in self._feedback.items()}
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


def read_course_file(folder: Path) -> CourseFile:
    """Return the course.toml in `folder`, without its questions; raises GraderError with one line for a mistake."""
    path = folder / COURSE_FILE
    table = read_toml(path, "; --course takes a folder with one")
    try:
        return CourseFile(**table)
    except ValidationError as error:
        raise GraderError(f"{path}: {first_mistake(error)}") from None


def dist_of(folder: Path) -> Path:
    """Return where the build of the course in `folder` keeps what an instructor gets; its questions are not loaded."""
    return (folder / read_course_file(folder).dist).resolve()


def load_course(folder: Path) -> Course:
    """Load the course in `folder`; raises GraderError with one line for a mistake in it."""
    file = read_course_file(folder)
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
