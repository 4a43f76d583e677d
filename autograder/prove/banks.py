"""`python -m autograder prove banks [QUESTION...]`: judges the wrong and right files in the folders of the questions.

`bank/wrong/*.py` and `bank/correct/*.py` hold one small file an idea. A file begins with a docstring of `key: value`
lines: `idea`, and in the wrong bank `breaks` (the questions that must lose marks) and `code` (what must be recognised,
"-" if nothing is). It is judged as a submission of the solutions of all tasks with the file after them.
"""

import ast
import re
import tempfile
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.build.package import write_build_folder
from autograder.build.source import SOLUTION, localise, read_parts
from autograder.course import Course
from autograder.errors import GraderError
from autograder.hidden import Verdicts
from autograder.judge import NOT_JUDGED, one_thread
from autograder.paths import BUILD_NAME
from autograder.trial import Build

WRONG, CORRECT, BANK = "wrong", "correct", "bank"
SECRET = "the secret of the banks"
IMPORT = re.compile(r"^(?:import \w[\w. ]*|from \w[\w.]* import \w[\w, ]*)$", re.MULTILINE)
OWN = ("coursekit",)  # and the students' library: what these do is for the notebook


@dataclass(frozen=True)
class BankFile:
    """One file of a bank: the question in whose folder it lies, and what its header says."""

    path: Path
    question: str
    breaks: tuple[str, ...]
    code: str
    idea: str

    @property
    def is_wrong(self) -> bool:
        """Whether it must lose marks."""
        return self.path.parent.name == WRONG

    @property
    def judged(self) -> tuple[str, ...]:
        """The questions on which it is judged."""
        return self.breaks or (self.question,)


def bank_files(course: Course, only: Collection[str] = ()) -> list[BankFile]:
    """Return the files of all banks of a course, or of the questions in `only`.

    Raises GraderError for a file without a header, and for a name that is no question.
    """
    for name in only:
        if name not in course.questions:
            raise GraderError(f"{name} is no question: the course has {', '.join(course.questions)}")
    return [
        read_bank_file(path, name)
        for name, folder in course.folders.items()
        if not only or name in only
        for kind in (WRONG, CORRECT)
        for path in sorted((folder / BANK / kind).glob("*.py"))
    ]


def read_bank_file(path: Path, question: str) -> BankFile:
    """Read the header of a file of a bank; raises GraderError when it lacks something."""
    try:
        docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    except (OSError, SyntaxError, ValueError) as error:
        raise GraderError(f"{path}: cannot be read ({error})") from None
    fields = dict(line.split(": ", 1) for line in docstring.splitlines() if ": " in line)
    needed = ("idea", "breaks", "code") if path.parent.name == WRONG else ("idea",)
    for key in needed:
        if not fields.get(key):
            raise GraderError(f"{path}: its docstring needs a line `{key}: ...`")
    return BankFile(path, question, tuple(fields.get("breaks", "").split()), fields.get("code", ""), fields["idea"])


def solutions(course: Course) -> str:
    """Return the solutions of all tasks as one script, below the imports of the course's notebook."""
    imports, answers = [], []
    for part in read_parts(course):
        for cell in part.cells:
            if cell.cell_type != "code":
                continue
            if part.question is None:
                imports += [line for line in IMPORT.findall(cell.source) if _is_for_answers(line, course)]
            elif SOLUTION in cell.source:
                answers.append(localise(cell.source, course.languages[0], course.languages))
    return "\n".join([*imports, *answers])


def judge_banks(course: Course, progress: Callable[[int, int], None], only: Collection[str] = ()) -> Iterator[str]:
    """Judge the files of all banks, or of the questions in `only`; yield a line for each that is not judged as it says.

    Files run in this process.
    """
    files, reference = bank_files(course, only), solutions(course)
    judged = {name for file in files for name in file.judged} & course.questions.keys()
    with tempfile.TemporaryDirectory(prefix="banks-") as place:
        folder = Path(place) / BUILD_NAME
        if any(course.questions[name].prepare is not None for name in judged):
            write_build_folder(folder, SECRET, course)
        build = Build.of(course, SECRET, folder)
        for done, file in enumerate(files):
            progress(done, len(files))
            yield from _problems(file, reference, build)
    progress(len(files), len(files))


def _problems(file: BankFile, reference: str, build: Build) -> Iterator[str]:
    source = f"{reference}\n\n{file.path.read_text(encoding='utf-8')}"
    namespace: dict[str, Any] = {"__name__": "submission"}
    try:
        exec(compile(source, str(file.path), "exec", dont_inherit=True), namespace)
    except Exception as error:
        yield f"{file.path}: does not run ({type(error).__name__}: {error})"
        return
    verdicts = Verdicts(build)
    for name in file.judged:
        if name not in build.course.questions:
            yield f"{file.path}: breaks {name}, which is no question"
            continue
        with one_thread():
            judged = verdicts.of(name, lambda _, seed: build.course.probes(namespace, seed))
        codes = [found.code for found in judged.verdicts.values() if found is not None and found.code != NOT_JUDGED]
        if file.is_wrong and not codes:
            yield f"{file.path}: keeps all marks of {name}: {file.idea}"
        elif file.is_wrong and file.code not in ("-", *codes):
            yield f"{file.path}: is told {', '.join(codes)}, not {file.code}"
        elif not file.is_wrong and codes:
            yield f"{file.path}: loses marks in {name} for {', '.join(codes)}: {file.idea}"


def _is_for_answers(line: str, course: Course) -> bool:
    """Return whether an import brings what an answer may use, rather than what the notebook shows."""
    top = line.split()[1].partition(".")[0]
    return top not in (*OWN, course.library)
