"""From the one source to what students and instructors get: `build()` is `python -m autograder build`."""

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.build.assign import Assigned, assign
from autograder.build.package import (
    folder_entries,
    load_secret,
    write_build_folder,
    write_wheel,
    write_zip,
    zip_entries,
)
from autograder.build.source import master_notebook, read_source, require_all_checks, stubs
from autograder.config import Grading, load_grading
from autograder.errors import GraderError
from autograder.paths import (
    ASSIGNMENT,
    ASSIGNMENT_NAME,
    AUTOGRADER_ZIP,
    BUILD_FOLDER,
    BUILD_IN_ZIP,
    DATA,
    DIST,
    LANGUAGES,
    ROOT,
    SECRET_FILE,
    SOURCE,
    WHEEL_IN_ZIP,
    notebook_name,
    solution_name,
)

PLUGIN = "autograder.otter_plugin.GradingPlugin"
GRADING_PYTHON = "3.12"
UNPACKED = "seminar-assignment"  # the folder that students get when they unpack assignment.zip
HANDED_OUT = ("README.md", "requirements.txt", "stubs.py")  # besides notebooks, library, tests and data
CPU_WHEELS = "https://download.pytorch.org/whl/cpu"
# What Gradescope need not install.
WORKING_TOOLS = {
    *("pytest", "hypothesis", "playwright", "jupyterlab", "distributed", "ruff", "mypy", "build", "setuptools"),
    *("nbclient", "ipywidgets"),
}


@dataclass(frozen=True)
class Generated:
    """The generated files of the repository by their path in it, and what Otter Assign made for the instructor."""

    committed: dict[str, bytes]
    assigned: dict[str, Assigned]


def build() -> list[Path]:
    """Write the generated files of assignment/ and everything in dist/; return the paths written."""
    grading = load_grading()
    DIST.mkdir(exist_ok=True)
    DIST.chmod(0o700)
    with tempfile.TemporaryDirectory() as temporary:
        wheel = write_wheel(Path(temporary) / "wheel")
        generated = generate(grading, Path(temporary))
        secret = load_secret(SECRET_FILE)
        write_build_folder(BUILD_FOLDER, secret, grading)
        written = write_committed(generated)
        first = generated.assigned[LANGUAGES[0]]
        entries = zip_entries(first.autograder_zip) | folder_entries(BUILD_FOLDER, BUILD_IN_ZIP)
        entries |= {"run_otter.py": (Path(__file__).parent / "run_otter.py.txt").read_bytes()}
        write_zip(AUTOGRADER_ZIP, entries | {f"{WHEEL_IN_ZIP}/{wheel.name}": wheel.read_bytes()})
    for language, assigned in generated.assigned.items():
        path = DIST / solution_name(language)
        path.write_text(assigned.solution, encoding="utf-8")
        written.append(path)
    assignment_zip = DIST / "assignment.zip"
    write_zip(assignment_zip, handed_out())
    return [*written, AUTOGRADER_ZIP, assignment_zip]


def handed_out(assignment: Path = ASSIGNMENT) -> dict[str, bytes]:
    """Return what students receive, by name in assignment.zip.

    Only what belongs to it: who has tried the notebook in `assignment` may have left a filled one or an export there.
    """
    files = {name: (assignment / name).read_bytes() for name in (*HANDED_OUT, *map(notebook_name, LANGUAGES))}
    folders = {"seminar": assignment / "seminar", "tests": assignment / "tests", "data_small": DATA}
    for name, folder in folders.items():
        files |= folder_entries(folder, name)
    return {f"{UNPACKED}/{name}": content for name, content in files.items()}


def generate(grading: Grading, folder: Path) -> Generated:
    """Run the source through Otter Assign for both languages, in `folder`; nothing of the repository is written."""
    source = read_source(SOURCE)
    require_all_checks(source, grading)
    config = assignment_config()
    assigned = {}
    for language in LANGUAGES:
        master = master_notebook(source, language, grading, config)
        assigned[language] = assign(master, notebook_name(language), folder / language)
    tests = [result.public_tests for result in assigned.values()]
    if any(other != tests[0] for other in tests):
        raise GraderError("solutions/seminar.py: the test cells differ between the languages")
    header = (Path(__file__).parent / "stubs_header.py.txt").read_text(encoding="utf-8")
    committed = {
        f"assignment/{notebook_name(language)}": result.student.encode() for language, result in assigned.items()
    }
    committed["assignment/stubs.py"] = stubs(source, header).encode()
    committed |= {f"assignment/tests/{name}": content for name, content in tests[0].items()}
    return Generated(committed, assigned)


def write_committed(generated: Generated) -> list[Path]:
    """Write the generated files of the repository; remove test files that no question has any more."""
    for old in (ASSIGNMENT / "tests").glob("*.py"):
        if f"assignment/tests/{old.name}" not in generated.committed:
            old.unlink()
    written = []
    for name, content in generated.committed.items():
        path = ROOT / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.read_bytes() != content:
            path.write_bytes(content)
        written.append(path)
    return written


def stale_files() -> list[str]:
    """Return the paths of generated files in the repository that differ from what the source gives now."""
    with tempfile.TemporaryDirectory() as temporary:
        generated = generate(load_grading(), Path(temporary))
    stale = [name for name, content in generated.committed.items() if _read(ROOT / name) != content]
    tests = {f"assignment/tests/{path.name}" for path in (ASSIGNMENT / "tests").glob("*.py")}
    return sorted(stale + [name for name in tests if name not in generated.committed])


def assignment_config() -> dict[str, Any]:
    """Return the Otter Assign configuration of the assignment."""
    return {
        "name": ASSIGNMENT_NAME,
        "requirements": grading_requirements(),
        "overwrite_requirements": True,
        "python_version": GRADING_PYTHON,
        "export_cell": False,  # the source has one that speaks the notebook's language and knows Colab and Kaggle
        "run_tests": False,
        "tests": {"files": True, "ok_format": False},
        "generate": {"show_hidden": True, "plugins": [PLUGIN]},
    }


def grading_requirements() -> list[str]:
    """Return pip's lines for a Gradescope image: the pinned packages, torch in its smaller CPU build.

    The project's own wheel is not among them: an image of `otter grade` is made without it, so run_otter.py unpacks it.
    """
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    pinned = [line for line in lines if line and not line.startswith("#")]
    needed = [line for line in pinned if line.split("==")[0] not in WORKING_TOOLS]
    return [f"--extra-index-url {CPU_WHEELS}", *needed]


def _read(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None
