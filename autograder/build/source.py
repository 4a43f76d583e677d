"""The parts of a course, chapters and tasks, as a master notebook of one language and as the stubs of a .py submission.

Each part is a percent script. Markdown cells carry `lang="ru"` or another language of the course. In code cells a
comment or docstring line that starts with `ru: ` is kept for its language only, without the marker. `{{ name }}` is
replaced by what the build knows. Test cells are made here, from the declaration of the question.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jupytext
import nbformat
import yaml
from nbformat import NotebookNode

from autograder.build.gradescope import packages
from autograder.course import QUESTIONS_FOLDER, TASK_FILE, Course, Question
from autograder.errors import GraderError
from autograder.grading import Grading

STUDENTS_REQUIREMENTS = "requirements.txt"  # of what students receive
OTTER = "otter-grader"
OTHERS = f"{QUESTIONS_FOLDER}/*"  # in `order`: the place of questions that are not named
# Of the budgets, those that a text may name.
BUDGETS = ("cell_seconds", "probe_seconds", "training_seconds", "memory_mib", "scratch_mib")
PLACE = re.compile(r"\{\{ (\w+) \}\}")
QUESTION_NAME = re.compile(r"q\d+")
SOLUTION = "# BEGIN SOLUTION"


@dataclass(frozen=True)
class Part:
    """A chapter, or the task of a question: where its script lies, its cells, and its question."""

    path: Path
    cells: Sequence[NotebookNode]
    question: Question | None


def read_parts(course: Course) -> list[Part]:
    """Return the parts of the notebook in order; raises GraderError for one that is missing or lacks a language."""
    names = {folder.relative_to(course.folder).as_posix(): name for name, folder in course.folders.items()}
    named = [entry for entry in course.file.order if entry != OTHERS]
    others = [folder for folder in names if folder not in named]
    order = [*course.file.order, *([] if OTHERS in course.file.order else [OTHERS])]
    parts = []
    for entry in (inner for outer in order for inner in (others if outer == OTHERS else [outer])):
        if entry in names:
            parts.append(_part(course, course.folder / entry / TASK_FILE, course.questions[names[entry]]))
        elif not entry.startswith(f"{QUESTIONS_FOLDER}/"):  # a question whose folder was removed is gone
            parts.append(_part(course, course.folder / entry, None))
    return parts


def _part(course: Course, path: Path, question: Question | None) -> Part:
    try:
        cells = jupytext.reads(path.read_text(encoding="utf-8"), fmt="py:percent").cells
    except OSError as error:
        raise GraderError(f"{path}: cannot be read ({error.strerror})") from None
    told = {language: sum(cell.metadata.get("lang") == language for cell in cells) for language in course.languages}
    for language, count in told.items():
        if count != max(told.values()):
            raise GraderError(
                f'{path}: has {count} text cells with lang="{language}", and {max(told.values())} of others'
            )
    return Part(path, cells, question)


def master_notebook(course: Course, language: str, config: Mapping[str, Any]) -> NotebookNode:
    """Return the Otter Assign master of one language.

    config: the assignment configuration, put into the `# ASSIGNMENT CONFIG` cell. Points and budgets, the packages that
    grading has, the line that pins Otter and what questions tell of their settings go into the places of texts.
    """
    values = places(course, language)
    cells = [_cell("raw", "# ASSIGNMENT CONFIG\n" + yaml.safe_dump(dict(config), sort_keys=False))]
    for part in read_parts(course):
        cells += _cells_of(part, course, language, values)
    notebook = nbformat.v4.new_notebook(cells=cells)
    notebook.metadata["kernelspec"] = {"display_name": "Python 3", "language": "python", "name": "python3"}
    notebook.metadata["language_info"] = {"name": "python"}
    number_cells(notebook)
    return notebook


def places(course: Course, language: str) -> dict[str, str]:
    """Return what stands in the {{ places }} of texts."""
    grading, requirements = course.grading, students_requirements(course)
    values = {"lang": language, **{question: f"{points:g}" for question, points in grading.points.items()}}
    values["otter"] = pinned(requirements, OTTER)
    values |= {name: f"{getattr(grading.budgets, name):g}" for name in BUDGETS}
    common = common_packages(requirements, packages())
    values["packages"] = ", ".join(f"`{name}`" for name in common)
    for name, question in course.questions.items():
        if question.values is not None:
            values |= question.values(course.settings(name))
    return values


def _cells_of(part: Part, course: Course, language: str, values: Mapping[str, str]) -> list[NotebookNode]:
    """Return the cells of a part; around those of a task stands what Otter Assign knows it by."""
    cells = []
    for cell in part.cells:
        if cell.metadata.get("lang", language) != language:
            continue
        text = localise(cell.source, language, course.languages) if cell.cell_type == "code" else cell.source
        text = PLACE.sub(lambda match: _value(values, match.group(1), part.path), text)
        made = _cell(cell.cell_type, text, cell.metadata.get("tags", []))
        is_answer = part.question is not None and cell.cell_type == "code" and SOLUTION in text
        cells += [_cell("raw", SOLUTION), made, _cell("raw", "# END SOLUTION")] if is_answer else [made]
    if part.question is None:
        return cells
    begin, end = _cell("raw", f"# BEGIN QUESTION\nname: {part.question.name}"), _cell("raw", "# END QUESTION")
    tests = [_cell("raw", "# BEGIN TESTS"), *test_cells(part.question, course), _cell("raw", "# END TESTS")]
    return [begin, *cells, *tests, end]


def test_cells(question: Question, course: Course) -> list[NotebookNode]:
    """Return the test cells of a question in Otter's form: the public one, and a hidden one for each check."""
    grading: Grading = course.grading
    library = course.library
    cells = [
        _test(
            f"def test_{question.name}_public(env):\n"
            "    from coursekit.public import public_check\n\n"
            f'    public_check("{library}", "{question.name}", env, "{question.look_for}")',
            hidden=False,
            points=0,
        )
    ]
    for check in question.checks:
        cells.append(
            _test(
                f"def test_{question.name}_{check.name}(env):\n"
                "    from autograder.hidden import hidden_check\n\n"
                f'    hidden_check("{question.name}", "{check.name}", env)',
                hidden=True,
                points=grading.check_points(question.name, check.name),
            )
        )
    return cells


def _test(code: str, *, hidden: bool, points: float) -> NotebookNode:
    settings = yaml.safe_dump({"hidden": hidden, "points": points}).strip()
    return _cell("code", f'""" # BEGIN TEST CONFIG\n{settings}\n""" # END TEST CONFIG\n{code}')


def students_requirements(course: Course) -> Path:
    """Return the requirements.txt that students get."""
    return course.folder / course.file.assignment / STUDENTS_REQUIREMENTS


def common_packages(students: Path, having: Sequence[str]) -> list[str]:
    """Return the packages that a student installs and that grading has too."""
    lines = students.read_text(encoding="utf-8").splitlines()
    return [name for line in lines if (name := line.partition("==")[0]) in having and "==" in line and name != OTTER]


def pinned(path: Path, package: str) -> str:
    """Return the line of a requirements file that pins a package; raise GraderError when there is none."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.partition("==")[0] == package:
            return line
    raise GraderError(f"{path}: {package} is not pinned")


def marker(languages: Sequence[str]) -> re.Pattern[str]:
    """Return what marks a line of code as one of a language: `# ru: `."""
    return re.compile(rf"^(?P<lead>\s*(?:#\s)?)(?P<language>{'|'.join(languages)}): ?", re.ASCII)


def localise(code: str, language: str, languages: Sequence[str]) -> str:
    """Keep the lines of a code cell that belong to `language` and drop their markers."""
    marked, kept = marker(languages), []
    for line in code.splitlines():
        match = marked.match(line)
        if match is None:
            kept.append(line)
        elif match["language"] == language:
            kept.append((match["lead"] + line[match.end() :]).rstrip())
    return "\n".join(kept)


def stubs(course: Course, header: str) -> str:
    """Return what a student who works without a notebook fills in: the last stub of every answer, in all languages."""
    latest: dict[str, str] = {}
    marked = marker(course.languages)
    for part in read_parts(course):
        for cell in part.cells:
            name = re.search(r"^(?:class|def) (\w+)", cell.source, re.MULTILINE)
            if part.question is not None and cell.cell_type == "code" and name and SOLUTION in cell.source:
                lines = [marked.sub(lambda match: match["lead"], line) for line in cell.source.splitlines()]
                latest[name[1]] = strip_solution("\n".join(lines))
    return "\n\n\n".join([header.rstrip(), *latest.values()]) + "\n"


def strip_solution(code: str) -> str:
    """Replace what stands between `# BEGIN SOLUTION` and `# END SOLUTION` by `...`, as Otter Assign does."""
    return re.sub(r"( *)# BEGIN SOLUTION\n.*?# END SOLUTION", r"\1...", code, flags=re.DOTALL)


def number_cells(notebook: NotebookNode) -> None:
    """Give the cells ids that are the same in every build: their numbers."""
    for number, cell in enumerate(notebook.cells):
        cell["id"] = f"cell-{number:03d}"


def _cell(kind: str, text: str, tags: Sequence[str] = ()) -> NotebookNode:
    make = {
        "markdown": nbformat.v4.new_markdown_cell,
        "code": nbformat.v4.new_code_cell,
        "raw": nbformat.v4.new_raw_cell,
    }
    cell = make[kind](text)
    if tags:
        cell.metadata["tags"] = list(tags)
    return cell


def _value(values: Mapping[str, str], name: str, path: Path) -> str:
    if name in values:
        return values[name]
    if QUESTION_NAME.fullmatch(name):
        return "–"  # the points of a question that was removed
    raise GraderError(f"{path}: nothing is known to put in the place {{{{ {name} }}}}")
