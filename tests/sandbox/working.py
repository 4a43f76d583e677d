"""What must work inside a worker: the scripts in `works`, each one idea that its first line names.

Right code may do in a worker what it may do on a student's laptop. A script that needs a package which this machine
does not have is left out. `python -m tests.sandbox.working` runs all of them as the user who calls it.
"""

import ast
import importlib.util
import json
import sys
from collections.abc import Mapping
from pathlib import Path

from autograder.grading import Budgets
from autograder.sandbox.submission import SandboxedSubmission
from coursekit.submission.source import Cell, Submission
from tests.course import SEMINAR

FOLDER = Path(__file__).parent / "works"
BUDGETS = Budgets(cell_seconds=60, extra_seconds=60, extras_seconds=300)


def scripts() -> dict[str, str]:
    """Return the sources of all scripts by their names, without those that need what is not installed."""
    found = {path.stem: path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.py"))}
    return {name: source for name, source in found.items() if not missing(source)}


def missing(source: str) -> set[str]:
    """Return the packages that `source` imports and this machine does not have."""
    names = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return {name for name in {name.split(".")[0] for name in names} if importlib.util.find_spec(name) is None}


def run_in_worker(sources: Mapping[str, str], without: frozenset[str] = frozenset()) -> dict[str, str]:
    """Run scripts one after the other in one worker, as the cells of a notebook; return by name what went wrong first.

    without: layers of the sandbox that are switched off.
    """
    names = list(sources)
    cells = tuple(Cell(source, number) for number, source in enumerate(sources.values(), 1))
    with SandboxedSubmission(
        Submission("work.ipynb", False, cells), SEMINAR, BUDGETS, without=without, unconfined=True, everything=True
    ) as submission:
        submission.subject("q1", 0)
        steps = submission.steps
        assert steps._plan is not None
        places = steps._plan.places
        told = {number: failure.error for number, failure in steps.failures.items()}
        told |= {number: str(error) for number, error in steps.ended.items()}
    errors: dict[str, str] = {}
    for number in sorted(told):
        cell, line = places[number]
        errors.setdefault(names[cell], f"line {line}: {told[number]}")
    return errors


if __name__ == "__main__":
    json.dump(run_in_worker(scripts()), sys.stdout)
