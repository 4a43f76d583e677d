"""The one source, solutions/seminar.py, as a master notebook of one language and as the stubs of a .py submission.

Markdown cells carry `lang="ru"` or `lang="en"`. In code cells a comment or docstring line that starts with `ru: ` or
`en: ` is kept for its language only, without the marker. `{{ name }}` is replaced by what the build knows.
"""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import jupytext
import nbformat
import yaml
from nbformat import NotebookNode

from autograder.config import QUESTIONS, Grading
from autograder.errors import GraderError
from autograder.paths import ASSIGNMENT

STUDENTS_REQUIREMENTS = ASSIGNMENT / "requirements.txt"
OTTER = "otter-grader"
# Of the budgets, those that the notebook names.
BUDGETS = ("cell_seconds", "probe_seconds", "training_seconds", "memory_mib", "scratch_mib")
MARKER = re.compile(r"^(?P<lead>\s*(?:#\s)?)(?P<language>ru|en): ?", re.ASCII)
PLACE = re.compile(r"\{\{ (\w+) \}\}")
TEST_CONFIG = re.compile(r'^"""\s*# BEGIN TEST CONFIG\n.*?\n"""\s*# END TEST CONFIG\n+', re.DOTALL)
TEST_CALL = re.compile(r'(?P<kind>public|hidden)_check\("(?P<question>q\d+)"(?:, "(?P<check>\w+)")?, env\)')


def read_source(path: Path) -> NotebookNode:
    """Read the percent script; raise GraderError when it is missing."""
    try:
        return jupytext.reads(path.read_text(encoding="utf-8"), fmt="py:percent")
    except OSError as error:
        raise GraderError(f"{path}: cannot be read ({error.strerror})") from None


def master_notebook(source: NotebookNode, language: str, grading: Grading, config: dict[str, Any]) -> NotebookNode:
    """Return the Otter Assign master of one language.

    config: the assignment configuration, put into the `# ASSIGNMENT CONFIG` cell. Points and what public checks look
    for go into the test cells, budgets and the packages that grading has into the text on how to submit.
    `{{ otter }}` is the line of the students' requirements.txt that pins Otter.
    """
    values = {"lang": language, **{question: f"{points:g}" for question, points in grading.points.items()}}
    recipe = grading.recipe
    values["otter"] = pinned(STUDENTS_REQUIREMENTS, OTTER)
    values |= {name: f"{getattr(grading.budgets, name):g}" for name in BUDGETS}
    values["packages"] = ", ".join(f"`{name}`" for name in common_packages(config.get("requirements", [])))
    values["threshold"] = f"{100 * grading.rule.threshold:g}"
    values |= {"batch_size": f"{recipe.batch_size}", "epochs": f"{recipe.epochs}", "rate": f"{recipe.learning_rate:g}"}
    cells = []
    for cell in source.cells:
        if cell.metadata.get("lang", language) != language:
            continue
        text = localise(cell.source, language) if cell.cell_type == "code" else cell.source
        text = PLACE.sub(lambda match: _value(values, match.group(1)), text)
        if text.startswith("# ASSIGNMENT CONFIG"):
            text = "# ASSIGNMENT CONFIG\n" + yaml.safe_dump(config, sort_keys=False)
        if TEST_CALL.search(text):
            text = with_settings(text, grading)
        cells.append(_cell(cell.cell_type, text, cell.metadata.get("tags", [])))
    notebook = nbformat.v4.new_notebook(cells=cells)
    notebook.metadata["kernelspec"] = {"display_name": "Python 3", "language": "python", "name": "python3"}
    notebook.metadata["language_info"] = {"name": "python"}
    number_cells(notebook)
    return notebook


def common_packages(requirements: Sequence[str]) -> list[str]:
    """Return the packages that a student installs and that grading has too, of pip's lines for grading."""
    having = {line.partition("==")[0] for line in requirements}
    students = STUDENTS_REQUIREMENTS.read_text(encoding="utf-8").splitlines()
    return [name for line in students if (name := line.partition("==")[0]) in having and "==" in line and name != OTTER]


def pinned(path: Path, package: str) -> str:
    """Return the line of a requirements file that pins a package; raise GraderError when there is none."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.partition("==")[0] == package:
            return line
    raise GraderError(f"{path}: {package} is not pinned")


def localise(code: str, language: str) -> str:
    """Keep the lines of a code cell that belong to `language` and drop their markers."""
    kept = []
    for line in code.splitlines():
        match = MARKER.match(line)
        if match is None:
            kept.append(line)
        elif match["language"] == language:
            kept.append((match["lead"] + line[match.end() :]).rstrip())
    return "\n".join(kept)


def with_settings(code: str, grading: Grading) -> str:
    """Write the points of a test cell into its Otter test configuration; public checks carry none.

    What a public check looks for goes into its call.
    """
    call = TEST_CALL.search(code)
    if call is None:
        raise GraderError(f"{code!r} is not a test cell")
    question, hidden = call["question"], call["kind"] == "hidden"
    if hidden and call["check"] not in grading.shares[question]:
        raise GraderError(f"grading.toml: [shares.{question}] has no check {call['check']!r}")
    points = grading.check_points(question, call["check"]) if hidden else 0
    body = TEST_CONFIG.sub("", code)
    if not hidden:
        body = body.replace(call[0], f'public_check("{question}", env, "{grading.public[question]}")')
    settings = yaml.safe_dump({"hidden": hidden, "points": points}).strip()
    return f'""" # BEGIN TEST CONFIG\n{settings}\n""" # END TEST CONFIG\n{body}'


def require_all_checks(source: NotebookNode, grading: Grading) -> None:
    """Raise GraderError unless every check of grading.toml has its test cell in the source, and once only."""
    calls = [(m["question"], m["check"]) for cell in source.cells for m in [TEST_CALL.search(cell.source)] if m]
    for question in QUESTIONS:
        for check in (None, *grading.shares[question]):
            if calls.count((question, check)) != 1:
                kind = f"hidden check {check!r}" if check else "public check"
                raise GraderError(f"solutions/seminar.py: {question} needs exactly one test cell for the {kind}")


def stubs(source: NotebookNode, header: str) -> str:
    """Return what a student who works without a notebook fills in: the last stub of every class, in both languages."""
    latest: dict[str, str] = {}
    for cell in source.cells:
        name = re.search(r"^class (\w+)", cell.source, re.MULTILINE)
        if cell.cell_type == "code" and name and "# BEGIN SOLUTION" in cell.source:
            lines = [MARKER.sub(lambda match: match["lead"], line) for line in cell.source.splitlines()]
            latest[name[1]] = strip_solution("\n".join(lines))
    return "\n\n\n".join([header.rstrip(), *latest.values()]) + "\n"


def strip_solution(code: str) -> str:
    """Replace what stands between `# BEGIN SOLUTION` and `# END SOLUTION` by `...`, as Otter Assign does."""
    return re.sub(r"( *)# BEGIN SOLUTION\n.*?# END SOLUTION", r"\1...", code, flags=re.DOTALL)


def number_cells(notebook: NotebookNode) -> None:
    """Give the cells ids that are the same in every build: their numbers."""
    for number, cell in enumerate(notebook.cells):
        cell["id"] = f"cell-{number:03d}"


def _cell(kind: str, text: str, tags: list[str]) -> NotebookNode:
    make = {
        "markdown": nbformat.v4.new_markdown_cell,
        "code": nbformat.v4.new_code_cell,
        "raw": nbformat.v4.new_raw_cell,
    }
    cell = make[kind](text)
    if tags:
        cell.metadata["tags"] = list(tags)
    return cell


def _value(values: dict[str, str], name: str) -> str:
    if name not in values:
        raise GraderError(f"solutions/seminar.py: nothing is known to put in the place {{{{ {name} }}}}")
    return values[name]
