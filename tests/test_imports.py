"""The contracts of import-linter hold and would notice a breach; CONTRIBUTING.md, Rooms, draws what they say."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from itertools import pairwise, permutations
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
CHECKED = ("autograder", "assignment/coursekit", "assignment/seminar", "solutions", "pyproject.toml")
PACKAGES = ("autograder", "coursekit", "seminar", "solutions")
WORKER = "autograder.sandbox.worker"
NODE = re.compile(r'^ *(?:subgraph )?(\w+)\["([^<]+)<br>[^"]+"\]$', re.MULTILINE)
EDGES = re.compile(r"^ *(\w+(?: --> \w+)+)$", re.MULTILINE)


def lint_imports(root: Path) -> subprocess.CompletedProcess[str]:
    """Run the contracts on the sources in `root`, as `make lint` does."""
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((".", "assignment")), "COLUMNS": "200"}
    return subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)


def test_contracts_hold() -> None:
    """On the sources as they are; a breach is printed with its chain of imports."""
    done = lint_imports(ROOT)
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"Contracts: {len(CONTRACTS)} kept, 0 broken." in done.stdout


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """A copy of what the contracts are about."""
    for name in CHECKED:
        copy = tmp_path / name
        copy.parent.mkdir(exist_ok=True)
        ignore = shutil.ignore_patterns("__pycache__", "bank", "proofs")
        shutil.copytree(ROOT / name, copy, ignore=ignore) if (ROOT / name).is_dir() else shutil.copy(ROOT / name, copy)
    return tmp_path


@pytest.mark.parametrize(
    ("name", "line", "broken"),
    [
        pytest.param(
            "autograder/judge.py",
            "from solutions.questions.q4_training.rule import Rule",
            "The machine imports no course",
            id="the machine knows a question",
        ),
        pytest.param(
            "autograder/errors.py", "import seminar.subject", "The machine imports no course", id="or a library"
        ),
        pytest.param(
            "assignment/coursekit/errors.py",
            "import seminar.data",
            "What every students' library builds on imports nothing of the others",
            id="the kit knows a library",
        ),
        pytest.param(
            "assignment/seminar/subject.py",
            "def f() -> None:\n    from autograder.trial import Trial",
            "The students' library imports nothing of the grader",
            id="the library knows the grader, in a function",
        ),
        pytest.param(
            "autograder/sandbox/wire.py",
            "from autograder import judge",
            "The worker loads nothing that decides a mark",
            id="the worker judges",
        ),
        pytest.param(
            "assignment/seminar/subject.py",
            "from .checks import q1",
            "What the worker loads of the students' library has no check in it",
            id="the probes know a check",
        ),
        pytest.param(
            "autograder/grading.py",
            "from autograder.classroom import record",
            "Imports within the machine run downwards",
            id="up to the classroom",
        ),
        pytest.param("autograder/brand_new.py", "", "Imports within the machine run downwards", id="without a room"),
        pytest.param(
            "autograder/files.py",
            "from autograder import results",
            "No module imports itself in a circle",
            id="in a circle",
        ),
    ],
)
def test_breach_is_named(sources: Path, name: str, line: str, broken: str) -> None:
    """Each contract notices the import that it is there for, also of a course's folders without __init__.py."""
    with (sources / name).open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")
    done = lint_imports(sources)
    assert done.returncode == 1, done.stdout + done.stderr
    assert f"{broken} BROKEN" in done.stdout


def contract(key: str, value: str) -> dict[str, Any]:
    """Return the one contract in which `key` is, or has, `value`."""
    (found,) = (one for one in CONTRACTS if value == one.get(key) or value in one.get(key, []))
    return found


def drawn() -> str:
    """Return the picture, without what stands around it."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    return text.partition("## Rooms")[2].partition("```mermaid\n")[2].partition("```")[0]


def rooms() -> dict[str, list[str]]:
    """Return the modules of each box, from top to bottom."""
    return {name: modules.split(", ") for name, modules in NODE.findall(drawn())}


def arrows() -> set[tuple[str, str]]:
    """Return the arrows from box to box."""
    chains = [chain.split(" --> ") for chain in EDGES.findall(drawn())]
    return {pair for chain in chains for pair in pairwise(chain)}


def test_picture_has_the_rooms_of_the_machine_in_their_order() -> None:
    """Each layer is a box, and an arrow leads to the next one."""
    boxes = {name: modules for name, modules in rooms().items() if name not in PACKAGES}
    assert list(boxes.values()) == [layer.split(" : ") for layer in contract("type", "layers")["layers"]]
    assert set(pairwise(boxes)) == {pair for pair in arrows() if not {*pair} & {*PACKAGES}}


def test_picture_has_an_arrow_for_what_no_contract_forbids() -> None:
    """Between the packages."""
    forbidden = {
        (one, other)
        for it in CONTRACTS
        if it["type"] == "forbidden"
        for one in it["source_modules"]
        for other in it["forbidden_modules"]
    }
    may = {pair for pair in permutations(PACKAGES, 2) if pair not in forbidden}
    assert may == {pair for pair in arrows() if {*pair} <= {*PACKAGES}}


def test_picture_shades_what_the_worker_loads() -> None:
    """A room of which the contract allows it a part, what every library builds on, and the package of the probes."""
    forbidden = contract("source_modules", WORKER)["forbidden_modules"]
    machine = {name for name in rooms() if name not in PACKAGES}
    allowed = {name for name in machine if any(f"autograder.{module}" not in forbidden for module in rooms()[name])} | {
        "coursekit",
        "seminar",
    }
    (shaded,) = re.findall(r"^ *class (\S+) worker$", drawn(), re.MULTILINE)
    assert {*shaded.split(",")} == allowed
