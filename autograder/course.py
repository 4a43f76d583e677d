"""A course as the machine sees it: course.toml, a folder for each question, and the students' library.

Everything that makes a seminar that seminar lies in its folder; nothing of it is named here. A course is loaded from
its folder, `solutions/` by default, or from the copy of it in a build.
"""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from autograder.errors import GraderError, first_mistake
from autograder.grading import GRADING_FILE, Budgets, Grading, Limits
from autograder.packages import add_to_path, import_from, load_package
from coursekit.course import Course as StudentsCourse
from coursekit.feedback import CheckFailed, Entry, words
from coursekit.submission.filled import Assignment

COURSE_FILE, QUESTION_MODULE, FEEDBACK_FILE = "course.toml", "question", "feedback.toml"
TASK_FILE, SETTINGS_FILE = "task.py", "settings.toml"
QUESTIONS_FOLDER = "questions"
NAME = r"^q[0-9]{1,3}$"
# Tables of a question's feedback.toml that are no findings: what a public check says that passed, what each hidden
# check looks at, and what its checks measure.
PASSED, TITLES, MEASURED = "passed", "titles", "measured"


class Check(BaseModel):
    """One hidden check of a question.

    name: unique in its question. function: `(subject, trial) -> None`; it raises CheckFailed for what is wrong. share:
    its weight among the checks of the question. reconsider: `(measured, settings) -> bool | None`, whether it would
    pass with other settings of its question, from the numbers that it had measured; None where only another run can
    tell. It is asked where the check passed or failed with one of `reconsidered`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    name: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    function: Callable[[Any, Any], None]
    share: float = Field(ge=0, le=1e6)
    reconsider: Callable[[list[float], Any], bool | None] | None = None
    reconsidered: tuple[str, ...] = ()


class Question(BaseModel):
    """The one declaration of a question, in question.py of its folder.

    name: such as "q1". answer: the class or function that students write. checks: hidden ones, the core first: the
    others are judged only when it passes. look_for: what the public check does, `check_mistakes` or `check_shapes` of
    public.py. remarks: asked last, once the core has passed; it only remarks.

    Where a question has settings of its own, `settings` is the model that validates settings.toml in its folder, and
    these take them: prepare `(folder, secret, settings)` writes into a build what the checks need besides; values
    `(settings)` gives more values for {{ places }} in texts; limits `(settings)` gives what the numbers that its checks
    measure are held against; calibrate `(settings, runs, jobs, progress)` measures where thresholds belong, and returns
    lines to print; proven `(settings)` returns claims and measured numbers for the page of `autograder check`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    name: str = Field(pattern=NAME)
    answer: str
    points: float = Field(gt=0, le=1e6)
    checks: tuple[Check, ...] = Field(min_length=1)
    look_for: Literal["mistakes", "shapes"] = "mistakes"
    remarks: Callable[[Any, Any], None] | None = None
    settings: type[BaseModel] | None = None
    prepare: Callable[[Path, str, Any], None] | None = None
    values: Callable[[Any], Mapping[str, str]] | None = None
    limits: Callable[[Any], Limits] | None = None
    calibrate: Callable[[Any, int, int, Callable[[int, int], None]], list[str]] | None = None
    proven: Callable[[Any], list[tuple[str, str]]] | None = None

    @property
    def core(self) -> str:
        """The name of the check without which the others are not judged."""
        return self.checks[0].name

    def check(self, name: str) -> Check:
        """Return the check of that name."""
        return next(check for check in self.checks if check.name == name)


class Hooks(BaseModel):
    """What a course does in its own way, as "module:name" of its folder.

    trial: the class of what checks get besides the subject. mutations: operators for mutants of right answers. power:
    measures from which size of mistake on the random checks see it, told `(jobs, progress)`, and returns the paths that
    it wrote; power_line: what of that stands on the page of `autograder check`, a claim and a number.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    trial: str = ""
    mutations: str = ""
    power: str = ""
    power_line: str = ""


class CourseFile(BaseModel):
    """course.toml.

    name: of the assignment, in the metadata of its notebooks. title: the same for people, by language. languages: of
    all texts. library: the students' package, by its path from the
    course. probes: the class of it through which checks see a submission. assignment, dist: where the build writes.
    data: a folder that students get and student code may read. decides: of the library, what checks see a submission
    through and judge it by. notebook, solution: file names with {language} in them. unpacked: the folder that students
    get. order: the parts of the notebook. hooks: what the course does in its own way, see Hooks.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")
    languages: tuple[str, ...] = Field(min_length=1)
    title: dict[str, str]
    library: str
    probes: str
    assignment: str
    dist: str
    notebook: str
    solution: str
    unpacked: str
    order: tuple[str, ...] = Field(min_length=1)
    data: str = ""
    decides: tuple[str, ...] = ()
    budgets: Budgets = Budgets()
    hooks: Hooks = Hooks()


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
        return read_texts(self)

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
                name: _table(self.folders[name] / SETTINGS_FILE)
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
        return self._validated(question, _table(path), path) if self.questions[question].settings else None

    def _validated(self, question: str, table: Mapping[str, Any], path: Path) -> Any:
        model = self.questions[question].settings
        if model is None:
            return None
        try:
            return model(**table)
        except ValidationError as error:
            raise GraderError(f"{path}: {first_mistake(error)}") from None

    def _feedback(self, question: str) -> dict[str, Any]:
        return _table(self.folders[question] / FEEDBACK_FILE)

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


def read_texts(course: Course) -> dict[str, dict[str, dict[str, str]]]:
    """Return what findings say: the texts of all questions and those that they share.

    Raises GraderError for a code that stands twice, or is not in each language of the course.
    """
    found: dict[str, dict[str, dict[str, str]]] = {}
    for path in (course.folder / FEEDBACK_FILE, *(folder / FEEDBACK_FILE for folder in course.folders.values())):
        if not path.is_file():
            continue
        for code, entry in _table(path).items():
            if code in (PASSED, TITLES, MEASURED):
                continue
            if code in found:
                raise GraderError(f"{path}: [{code}] has its text already")
            for language in course.languages:
                if not (
                    isinstance(entry, dict) and isinstance(entry.get(language), dict) and entry[language].get("says")
                ):
                    raise GraderError(f"{path}: [{code}.{language}] says = ... is missing")
            found[code] = entry
    return found


def _table(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise GraderError(f"{path}: cannot be read ({error.strerror})") from None
    except tomllib.TOMLDecodeError as error:
        raise GraderError(f"{path}: is not valid TOML: {error}") from None
