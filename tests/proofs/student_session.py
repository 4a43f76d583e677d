"""`python -m tests.proofs.student_session`: both notebooks as a student runs them, timed; writes student_session.toml.

assignment.zip is unpacked into an empty folder, a fresh virtual environment gets what its requirements.txt says, and
JupyterLab is opened in Chromium. The stubs are filled in on the page, then everything runs with all epochs, and the
zip that the last cell exports is graded. Some minutes for each notebook on two cores, and the installation before that.
--screenshots DIR saves each notebook as one picture, and every figure as one. --python PATH takes the environment of
that Python instead of a fresh one.
"""

import argparse
import csv
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import nbformat

from autograder.paths import ROOT
from tests.browser.jupyterlab import jupyterlab
from tests.browser.notebook_page import MINUTE, NotebookPage, chromium, lab_page, screenshot
from tests.browser.student import Seen, answers, exported, fill_in, look, unpack
from tests.course import DIST, LANGUAGES, QUESTIONS, notebook_name
from tests.proofs.result import write_result

RESULT = Path(__file__).parent / "student_session.toml"
LONGEST = 60 * MINUTE  # for a machine that has much else to do
SHOWN = 6  # of the slowest cells
PACKAGES = ("torch", "jupyterlab", "otter-grader", "matplotlib")


@dataclass(frozen=True)
class Run:
    """One notebook, run: seconds and heading of each cell with code, what the page showed, the total of its marks."""

    seconds: list[tuple[float, str]]
    seen: Seen
    notebook_mib: float
    total: float


def environment(folder: Path, requirements: Path) -> Path:
    """Make a virtual environment with what a student installs; return its Python."""
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    python = folder / "bin" / "python"
    command = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", str(requirements)]
    subprocess.run([str(python), *command], check=True)
    return python


def versions(python: Path) -> dict[str, str]:
    """Return the version of a Python and of the packages that the notebooks rest on."""
    code = "import json, platform, sys; from importlib.metadata import version; "
    code += "print(json.dumps({'python': platform.python_version(), **{name: version(name) for name in sys.argv[1:]}}))"
    done = subprocess.run([str(python), "-c", code, *PACKAGES], check=True, capture_output=True, text=True)
    return json.loads(done.stdout)


def run(folder: Path, python: Path, language: str, pictures: Path | None) -> Run:
    """Fill in and run one notebook in JupyterLab, save it, and grade what it has exported."""
    name = notebook_name(language)
    with jupyterlab(folder, python) as lab, chromium() as browser, lab_page(browser, lab) as page:
        notebook = NotebookPage(page, lab, name)
        fill_in(notebook, answers(DIST, language))
        notebook.restart_and_run_all(timeout=LONGEST)
        notebook.save()
        seen = look(notebook)
        if pictures is not None:
            save_pictures(notebook, pictures, language)
    size = (folder / name).stat().st_size / 2**20
    return Run(timings(folder / name), seen, size, marks(exported(folder, language)))


def save_pictures(notebook: NotebookPage, folder: Path, language: str) -> None:
    """Save the notebook, and each figure as wide as it is in the notebook."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, image in enumerate(notebook.images().all(), start=1):
        image.screenshot(path=folder / f"{language}_{number:02}.png")
    screenshot(notebook, folder / f"{language}.png")


def timings(path: Path) -> list[tuple[float, str]]:
    """Return the seconds of every cell with code, and the heading above it, from what JupyterLab has noted."""
    cells, heading = [], ""
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "markdown":
            headings = [line for line in cell.source.splitlines() if line.startswith("#")]
            heading = headings[-1].lstrip("# ") if headings else heading
        elif cell.cell_type == "code":
            noted = cell.metadata["execution"]
            started, ended = (datetime.fromisoformat(noted[f"iopub.status.{name}"]) for name in ("busy", "idle"))
            cells.append(((ended - started).total_seconds(), heading))
    return cells


def marks(submission: Path) -> float:
    """Return the total that an exported zip gets."""
    with tempfile.TemporaryDirectory() as out:
        command = [sys.executable, "-m", "autograder", "grade", str(submission), "--out", out, "--quiet"]
        subprocess.run(command, cwd=ROOT, check=True)
        with (Path(out) / "grades.csv").open(encoding="utf-8-sig", newline="") as file:
            (row,) = csv.DictReader(file)
    return float(row["total"])


def lines(language: str, result: Run) -> list[str]:
    """Return the table of one language."""
    slowest = sorted(result.seconds, reverse=True)[:SHOWN]
    passed = sum(f"✅ {name}: " in result.seen.checks[name] for name in QUESTIONS)
    return [
        "",
        f"[{language}]",
        f"seconds = {sum(seconds for seconds, _ in result.seconds):.0f}",
        "slowest = [",
        *(f"    [{seconds:.1f}, {json.dumps(heading, ensure_ascii=False)}]," for seconds, heading in slowest),
        "]",
        f"checks_passed = {passed}",
        f"errors = {json.dumps(result.seen.errors, ensure_ascii=False)}",
        f"pictures = {len(result.seen.pictures)}",
        f"notebook_mib = {result.notebook_mib:.1f}",
        f"total = {result.total:g}",
    ]


def measure(place: Path, python: Path | None, pictures: Path | None) -> None:
    """Run both notebooks in `place`, and write what was measured."""
    folder = unpack(DIST / "assignment.zip", place / "empty")
    result = [f"cores = {os.cpu_count()}"]
    if python is None:
        started = time.monotonic()
        python = environment(place / "venv", folder / "requirements.txt")
        result.append(f"install_seconds = {time.monotonic() - started:.0f}")
    result += [f'"{name}" = "{version}"' for name, version in versions(python).items()]
    for language in LANGUAGES:
        result += lines(language, run(folder, python, language, pictures))
        print("\n".join(result), flush=True)
    write_result(RESULT, "student_session", result)


def main() -> None:
    """Measure in a folder that is deleted."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--screenshots", type=Path, metavar="DIR")
    parser.add_argument("--python", type=Path, metavar="PATH")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        measure(Path(temporary), arguments.python, arguments.screenshots)


if __name__ == "__main__":
    main()
