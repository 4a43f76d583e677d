"""The public checks of a submission that is a plain Python file, in the terminal: one line for each question.

What the file does wrong becomes a line too, never a traceback: it is read as the grader reads it, and run as a module.
"""

import ast
import locale
import re
import sys
from pathlib import Path
from types import ModuleType

from .checks import PUBLIC_CHECKS, CheckFailed, public_check
from .errors import one_line
from .language import LANGUAGES, text, use_language

PASSED, FAILED, NOT_RUN = 0, 1, 2
NAME = "submission"  # of the module that the file becomes
CHOICE = re.compile(r"""^\s*(?:\w+\.)*use_language\(\s*["'](\w+)["']\s*\)""", re.MULTILINE)
RUSSIAN, LATIN = re.compile("[а-яё]", re.IGNORECASE), re.compile("[a-z]", re.IGNORECASE)


def check_file(name: str, language: str | None = None) -> int:
    """Run the public checks on the file `name` and print what they say; return PASSED, FAILED or NOT_RUN.

    language: of the messages. Without it the file's own `use_language("ru")` decides, then the language of its first
    docstring, and where that is in both, or missing, the language of the computer.
    """
    path = Path(name)
    use_language(language or spoken_language())
    try:
        source = _read(path)
    except OSError as error:
        key = "terminal.no_file" if isinstance(error, FileNotFoundError) else "terminal.not_read"
        print(text(key, file=name, error=error.strerror))
        return NOT_RUN
    use_language(language or _language_of(source))
    if path.suffix.lower() == ".ipynb":
        print(text("terminal.notebook", file=name))
        return NOT_RUN
    if "\N{REPLACEMENT CHARACTER}" in source:
        print(text("terminal.not_utf8", file=name))

    module = ModuleType(NAME)
    module.__file__ = str(path)
    sys.modules[NAME] = module
    try:
        exec(compile(source, str(path), "exec", dont_inherit=True), module.__dict__)
    # ValueError: a character that no source file can have. SystemExit: a forgotten exit().
    except (Exception, SystemExit) as error:
        print(_trouble(name, error))
        return NOT_RUN
    # The file may set a language itself, but --lang was asked for.
    if language is not None:
        use_language(language)
    results = [_check(question, module.__dict__) for question in PUBLIC_CHECKS]
    return PASSED if all(results) else FAILED


def _read(path: Path) -> str:
    """Return the text of a file as the grader reads it: UTF-8 with or without a mark, other bytes are replaced."""
    return path.read_bytes().decode("utf-8-sig", "replace")


def _check(question: str, namespace: dict[str, object]) -> bool:
    """Run the checks of one question, print their one line, and tell whether they passed."""
    try:
        public_check(question, namespace)
    except CheckFailed as reason:
        print(text("terminal.failed", question=question, reason=reason))
    # An object may do anything when it is looked at.
    except Exception as error:
        print(text("terminal.failed", question=question, reason=_one_line(error)))
    else:
        print(text("terminal.passed", question=question))
        return True
    return False


def _trouble(name: str, error: BaseException) -> str:
    """Say in one line why a file does not run, and in which of its lines."""
    line = error.lineno if isinstance(error, SyntaxError) and error.filename == str(Path(name)) else None
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == str(Path(name)):
            line = trace.tb_lineno
        trace = trace.tb_next
    if line is None:
        return text("terminal.not_run", file=name, error=_one_line(error))
    return text("terminal.not_run_at", file=name, line=line, error=_one_line(error))


def _one_line(error: BaseException) -> str:
    """Return "Type: message" in one line; that of a SyntaxError without its place, which is named beside it."""
    if isinstance(error, SyntaxError) and error.msg:
        return f"{type(error).__name__}: {error.msg}"
    return one_line(error)


def _language_of(source: str) -> str:
    """Return the language that a file asks for, that its docstring is written in, or that the computer speaks."""
    chosen = CHOICE.search(source)
    if chosen and chosen[1] in LANGUAGES:
        return chosen[1]
    try:
        lines = (ast.get_docstring(ast.parse(source)) or "").splitlines()
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        lines = []
    russian = any(RUSSIAN.search(line) for line in lines)
    english = any(LATIN.search(line) and not RUSSIAN.search(line) for line in lines)
    if russian != english:
        return "ru" if russian else "en"
    return spoken_language()


def spoken_language() -> str:
    """Return the language that the computer is set to, if there are texts in it, else English."""
    spoken = locale.getlocale()[0] or ""
    return "ru" if spoken.lower().startswith("ru") else "en"
