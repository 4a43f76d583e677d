"""This seminar's course as tests use it: its questions and folders, and what the machine takes with it in it."""

from collections.abc import Callable, Mapping
from typing import Any

from autograder import judge as machine
from autograder.course import load_course
from autograder.paths import BUILD_NAME, COURSE, SECRET_NAME, ZIP_NAME
from autograder.trial import Build
from coursekit.feedback import CheckFailed
from coursekit.submission import read
from coursekit.submission.source import Limits, Submission

SEMINAR = load_course(COURSE)
GRADING = SEMINAR.grading
QUESTIONS = tuple(SEMINAR.questions)
CLASS_OF = SEMINAR.graded
CHECKS = {name: [check.name for check in question.checks] for name, question in SEMINAR.questions.items()}
LANGUAGES = SEMINAR.languages
ASSIGNMENT, DIST = SEMINAR.assignment, SEMINAR.dist
AUTOGRADER_ZIP, BUILD_FOLDER, SECRET_FILE = DIST / ZIP_NAME, DIST / BUILD_NAME, DIST / SECRET_NAME
notebook_name, solution_name = SEMINAR.notebook_name, SEMINAR.solution_name


def read_submission(name: str, content: bytes, limits: Limits = read.DEFAULT) -> Submission:
    """Read a file as one of this seminar's."""
    return read.read_submission(name, content, SEMINAR.asked_for, limits)


def read_folder(files: Mapping[str, bytes], name: str, limits: Limits = read.DEFAULT) -> Submission:
    """Read files as a submission to this seminar."""
    return read.read_folder(files, name, SEMINAR.asked_for, limits)


def build_of(secret: str) -> Build:
    """Return a build of the seminar whose checks need no files, q1 to q3."""
    return Build.of(SEMINAR, secret)


def judge(question: str, make_subject: Callable[[int], Any], build: Build) -> machine.QuestionResult:
    """Return what the hidden checks of a question find, by its name."""
    return machine.judge(build.course.questions[question], make_subject, build)


def words(found: CheckFailed, language: str = "en") -> str:
    """Return what a finding says."""
    return SEMINAR.words(found, language)
