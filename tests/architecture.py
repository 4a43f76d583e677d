"""What may import what, and what does: `python -m tests.architecture` draws docs/architecture.svg from the code.

A part is a package or a few modules of `autograder`, the students' library, or the source of the notebooks. The parts
below say what each may import; `tests/test_architecture.py` compares that with the code, and the picture with both.
"""

import ast
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / "docs" / "architecture.svg"
LIBRARY = ROOT / "assignment"  # `seminar` is imported from here
SOURCE = "solutions/seminar.py"
WORKER = "autograder.sandbox.worker"  # what the process of student code starts with
OURS = ("autograder", "seminar", "solutions", "tests")


@dataclass(frozen=True)
class Part:
    """One box of the picture.

    modules: the modules or packages that it is made of. may: the parts that it may import, all of them further down
    in PARTS. says: what it is for, in a few words.
    """

    name: str
    modules: tuple[str, ...]
    may: tuple[str, ...]
    says: str


# From top to bottom: a part imports only what stands below it.
PARTS = (
    Part("cli", ("cli", "__main__"), ("prove", "classroom", "build", "calibration", "base"), "the commands"),
    Part("prove", ("prove",), ("classroom", "checks", "base", "seminar"), "how often the checks are wrong"),
    Part("solutions", ("solutions",), ("examination", "seminar"), "solutions/seminar.py, its test cells"),
    Part(
        "classroom",
        ("classroom",),
        ("build", "calibration", "examination", "checks", "sandbox", "base", "seminar"),
        "a class: find, run, resume, report",
    ),
    Part(
        "otter plugin",
        ("otter_plugin", "session", "gradescope"),
        ("examination", "checks", "base", "seminar"),
        "otter run, otter grade, Gradescope",
    ),
    Part(
        "build",
        ("build",),
        ("calibration", "checks", "data", "base", "seminar"),
        "solutions/ to notebooks, tests, zips",
    ),
    Part("calibration", ("calibration",), ("checks", "data", "base", "seminar"), "evidence for q4's threshold"),
    Part(
        "examination",
        ("examination", "hidden"),
        ("checks", "sandbox", "base", "seminar"),
        "one submission, judged once",
    ),
    Part("checks", ("checks",), ("data", "base", "seminar"), "hidden checks"),
    Part("data", ("data",), ("base", "seminar"), "draws the images"),
    Part("sandbox", ("sandbox",), ("base", "seminar"), "runs student code, confined"),
    Part(
        "base",
        (
            *("budgets", "config", "errors", "files", "handover", "intake", "paths", "printable", "quarantine"),
            *("results", "rule"),
        ),
        ("seminar",),
        "small modules that all share",
    ),
    Part("seminar", ("seminar",), (), "assignment/seminar/: the library that students read and import"),
)
BANDS = ("base", "seminar")  # imported by nearly all: drawn as bands, with words in place of arrows


@cache
def imports() -> dict[str, set[str]]:
    """Return for each module of the project, by full name, the modules of the project that it imports anywhere."""
    paths = [*(ROOT / "autograder").rglob("*.py"), *(LIBRARY / "seminar").rglob("*.py"), ROOT / SOURCE]
    modules = {module_name(path): path for path in paths}
    return {name: imported(path, name, modules.keys()) for name, path in sorted(modules.items())}


def module_name(path: Path) -> str:
    """Return the full name of the module in a file: `assignment/seminar/data.py` is seminar.data."""
    if path == ROOT / SOURCE:
        return "solutions"
    names = path.relative_to(LIBRARY if LIBRARY in path.parents else ROOT).with_suffix("").parts
    return ".".join(names[:-1] if names[-1] == "__init__" else names)


def imported(path: Path, module: str, known: Iterable[str]) -> set[str]:
    """Return what a file imports of the project, at its top and inside functions."""
    package = module.split(".") if path.name == "__init__.py" else module.split(".")[:-1]
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            names = {f"{base}.{alias.name}" for alias in node.names}
            found |= {name if name in known else base for name in names}
    return {name for name in found if name.split(".")[0] in OURS and name != module}


def part_of(module: str) -> str:
    """Return the name of the part that a module belongs to; raise ValueError with what to do when there is none."""
    name = module.removeprefix("autograder.").split(".")[0]
    for part in PARTS:
        if name in part.modules:
            return part.name
    if module == "autograder":  # only its docstring
        return "base"
    raise ValueError(f"{module} belongs to no part: add it to PARTS in tests/architecture.py")


def arrows(found: Mapping[str, set[str]] | None = None) -> dict[str, set[str]]:
    """Return for each part the other parts that its modules import."""
    result: dict[str, set[str]] = {part.name: set() for part in PARTS}
    for module, others in (imports() if found is None else found).items():
        result[part_of(module)] |= {part_of(other) for other in others}
    return {name: others - {name} for name, others in result.items()}


def against_the_direction(found: Mapping[str, set[str]]) -> list[str]:
    """Return a line for each import of one part by another that PARTS does not allow."""
    may = {part.name: {part.name, *part.may} for part in PARTS}
    return [
        f"{module} imports {other}: {part_of(module)} may not import {part_of(other)}"
        for module, others in sorted(found.items())
        for other in sorted(others)
        if part_of(other) not in may[part_of(module)]
    ]


def loaded_with(module: str, found: Mapping[str, set[str]]) -> set[str]:
    """Return all modules of the project that importing `module` may load, itself and the packages above included."""
    seen: set[str] = set()
    waiting = {module}
    while waiting:
        name = waiting.pop()
        seen.add(name)
        packages = {name.rsplit(".", count)[0] for count in range(1, name.count(".") + 1)}
        waiting |= (found.get(name, set()) | packages) - seen
    return seen


@cache
def in_worker() -> set[str]:
    """Return the parts of which anything is loaded in the process that runs student code."""
    return {part_of(module) for module in loaded_with(WORKER, imports()) if module != "autograder"}


def drawn_and_written(name: str, found: Mapping[str, set[str]]) -> tuple[list[str], list[str]]:
    """Return the parts that a box has an arrow to, and those that it names in words.

    Words are enough where a chain of arrows leads already; bands have neither.
    """
    direct = [part.name for part in PARTS if part.name in found[name] and part.name not in BANDS]
    through = {far for near in direct for far in reached(near, found)}
    return [part for part in direct if part not in through], [part for part in direct if part in through]


def reached(name: str, found: Mapping[str, set[str]]) -> set[str]:
    """Return all parts that a part imports, directly or through others."""
    return {far for near in found[name] for far in {near, *reached(near, found)}}


def main() -> None:
    """Write the picture."""
    from tests.architecture_picture import picture

    PICTURE.parent.mkdir(exist_ok=True)
    PICTURE.write_text(picture(arrows()), encoding="utf-8")
    print(f"wrote {PICTURE.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
