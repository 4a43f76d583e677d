"""The public checks of a file that is to be handed in, in the terminal: what each question's check says, and what
grading would skip.

The file is read and run by the code that grading uses: a notebook, a script, or a zip. What it does wrong becomes a
line, never a traceback.
"""

import locale
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

from .course import Course, course_of
from .errors import may_lack_something, one_line
from .feedback import CheckFailed, failure
from .language import LANGUAGES, text, use_language
from .public import public_check
from .submission.here import left_as_found, notes, run_here, run_up_to, statement_note
from .submission.read import read_submission
from .submission.run import Run
from .submission.source import Limits, Submission, UnreadableError
from .submission.standins import Answering
from .submission.state import State

PASSED, FAILED, NOT_RUN = 0, 1, 2


def check_file(library: str, name: str, language: str | None = None) -> int:
    """Run the public checks on the file `name` and print what they say; return PASSED, FAILED or NOT_RUN.

    library: the students' package of the course. language: of the messages. Without it the file's own
    `use_language("ru")` decides, then the language in which it is written, and where that is both, or cannot be told,
    the language of the computer.
    """
    path, limits, course = Path(name), Limits(), course_of(library)
    use_language(language or spoken_language(course.languages))
    try:
        submission = read_submission(path.name, path.read_bytes(), course.assignment, limits)
    except OSError as error:
        key = "terminal.no_file" if isinstance(error, FileNotFoundError) else "terminal.not_read"
        print(text(key, file=name, error=error.strerror))
        return NOT_RUN
    except UnreadableError as error:
        print(error)
        return NOT_RUN
    language = language or submission.language or spoken_language(course.languages)
    use_language(language)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, left_as_found():
        os.chdir(folder)
        return _check_all(course, submission, Path(folder), limits, language)


def _check_all(course: Course, submission: Submission, folder: Path, limits: Limits, language: str) -> int:
    """Run a submission in `folder`, print what is said of each question and each note, and return the exit code."""
    state = State(folder, threads=None)
    run = run_here(submission, course.graded, folder, limits)
    use_language(language)  # the file may have set another one
    results = []
    also: set[int] = set()
    for question in course.questions:
        state.put_back()
        said, passed, lacking = _check(course, question, submission, run, limits)
        more = run_up_to(question, run, submission, folder, limits) if lacking else None
        if more is not None:
            use_language(language)
            state.put_back()
            again, passed, _ = _check(course, question, submission, more, limits)
            said = again if passed else said
            also |= more.done
        print(text("terminal.said", question=question, said=said.replace("\n", "\n    ")))
        results.append(passed)
    told = [*submission.notes, *notes(submission, run, limits, frozenset(also))]
    if told:
        print(text("terminal.skipped"))
    for note in told:
        print(f"- {note}")
    return PASSED if all(results) else FAILED


def _check(course: Course, question: str, submission: Submission, run: Run, limits: Limits) -> tuple[str, bool, bool]:
    """Return what the check of one question says, whether it passed, and whether its class may lack something."""
    blamed = run.reason(question) if question in run.missing() else None
    Answering.now, lacking = True, False
    try:
        if blamed is not None:
            why = statement_note(submission, run, blamed, limits)
            raise failure("not_made", name=course.graded[question], why=str(why))
        said, passed = public_check(course.library, question, run.open(question)), True
    except CheckFailed as reason:
        said, passed = course.words(reason), False
        lacking = may_lack_something(str(reason.values.get("error", "")))
    # An object may do anything when it is looked at.
    except Exception as error:
        said, passed = one_line(error), False
    finally:
        Answering.now = False
    return said, passed, lacking


def spoken_language(languages: Sequence[str] = LANGUAGES) -> str:
    """Return the language that the computer is set to, if it is one of these, else English, or the first of them."""
    spoken = (locale.getlocale()[0] or "").lower()
    own = [language for language in languages if spoken.startswith(language)]
    return own[0] if own else "en" if "en" in languages else languages[0]
